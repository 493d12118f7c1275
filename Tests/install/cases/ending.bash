# How it ends: by signals, and when the script itself was cut. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_ending() {
  local signal
  for signal in INT TERM HUP; do
    reset
    environment=(FAKE_WAITS=1)
    end_by "$signal" called "file://$work/repo"
    check_ended "$signal while stigmerup runs" "$signal"
  done
  reset
  end_by INT downloading "http://127.0.0.1:$port_http/slow"
  check_ended "INT while the archive comes" INT
  check_that "nothing was run after INT" test ! -e "$record"
}

# end_by SIGNAL STATE REPOSITORY: starts the script as a terminal does, in a process group of its own,
# and sends the group a signal once it is that far.
end_by() {
  local pid waited launcher=(exec) # or a shell in between would be the one that ends
  set -m
  in_environment "${shell[@]}" "$script" -y --repository "$3" </dev/null >"$mine/out" 2>"$mine/err" &
  pid=$!
  set +m
  for ((waited = 0; waited < 200; waited++)); do
    "is_$2" && break
    sleep 0.05
  done
  left_before=$(ls -A "$tmp")
  kill -s "$1" -- "-$pid"
  wait "$pid" 2>/dev/null
  code=$?
  keep_output
}

is_called() { grep -q ^input: "$record" 2>/dev/null; }

is_downloading() { [[ -n $(find "$tmp" -name archive.tar.gz 2>/dev/null) ]]; }

check_ended() {
  local number
  number=$(kill -l "$2")
  check_that "$1: there was a temporary folder" test -n "$left_before"
  check_that "$1: nothing is left" test -z "$(ls -A "$tmp")"
  check_that "$1: the caller learns of it" test "$code" = "$((128 + number))"
}

# Nothing may run, whichever byte was the last to come. Every program it could find would leave a trace.
check_cuts() {
  local cut name beginning total
  local -a cuts
  reset
  mkdir -p "$mine/traps" "$mine/empty"
  for name in uname getconf id ls rm mkdir mktemp cat curl wget cp tar sha256sum grep wc kill sh stigmerup; do
    # shellcheck disable=SC2016 # for the program
    printf '#!/bin/sh\necho "%s $*" >>"$RECORD"\nexit 1\n' "$name" >"$mine/traps/$name"
    chmod 755 "$mine/traps/$name"
  done
  total=$(stat -c %s "$script")
  # The end of the line that opens the group: from there on, a cut script is also an error to the shell.
  beginning=$(grep -b '^{$' "$script" | cut -d : -f 1)
  mapfile -t cuts < <(
    # At each line, at 256 places in between, and all over the last ones. With its last line end
    # missing, the script is whole.
    grep -b '' "$script" | cut -d : -f 1
    for ((cut = 0; cut < 256; cut++)); do echo $((cut * total / 256 + cut % 7)); done
    for ((cut = total - 40; cut < total - 1; cut++)); do echo "$cut"; done
  )
  try_cuts "${cuts[@]}" >"$mine/cuts.out" 2>"$mine/cuts.err" 3>"$mine/cuts.succeeded"
  code=0 out=$(cat "$mine/cuts.out") err='' called=$(cat "$record" 2>/dev/null)
  check_that "at least 900 cuts were tried" test "${#cuts[@]}" -ge 900
  check_that "a cut script runs no program" test -z "$called"
  check_that "a cut script says nothing itself" test -z "$out"
  check_that "a cut script changes no file" test -z "$(find "$mine/empty" "$home" "$tmp" -mindepth 1)"
  check_that "a script cut after its comments fails" test ! -s "$mine/cuts.succeeded"
  check_that "only the shell complains" test -z "$(grep -aE '^(error|hint|note|downloading)' "$mine/cuts.err")"

  in_environment PATH="$mine/traps" "${shell[@]}" -s -- -y <"$script" \
    >"$mine/out" 2>"$mine/err"
  keep_output
  check_that "the whole script would have run programs" test -n "$called"
}

# try_cuts LENGTH…: runs the script's first so many bytes; descriptor 3 gets those that succeeded
# although the group had begun. Quick, as there are many: one process each.
try_cuts() (
  cd "$mine/empty" || exit
  export HOME=$home TMPDIR=$tmp RECORD=$record LC_ALL=C PATH=$mine/traps
  text=$(<"$script")
  for cut in "$@"; do
    printf %s "${text:0:cut}" >"$mine/cut.sh"
    "${shell[@]}" -s -- -y <"$mine/cut.sh" && ((cut > beginning + 1)) && echo "$cut" >&3
  done
)

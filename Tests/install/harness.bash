# What the tests of install.sh share: a repository with a pretended stigmerup, ways to run the script,
# and checks. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with `run` and the files with the cases

# --- the repository, made once for all shells ---

# Archives hold a stigmerup that records how it was called, and what it found.
make_repository() {
  mkdir -p "$work/repo/stigmerup" "$work/content"
  cat >"$work/content/stigmerup" <<'FAKE'
#!/bin/sh
{
  printf 'argument: %s\n' "$@"
  printf 'umask: %s\n' "$(umask)"
  printf 'cacert: %s\n' "${STIGMERUP_CACERT-}"
  printf 'home: %s\n' "${STIGMERUP_HOME-}"
  printf 'program: %s\n' "$0"
  printf 'folder: %s\n' "$(ls -ld "${0%/*}" | cut -c 1-10)"
  printf 'files: %s\n' "$(cd "${0%/*}" && echo *)"
  printf 'input: %s\n' "$(cat)"
} >"$RECORD"
if [ -n "${FAKE_ASKS-}" ]; then
  printf 'Proceed? ' >/dev/tty
  read -r answer </dev/tty
  printf 'answer: %s\n' "$answer" >>"$RECORD"
fi
[ -z "${FAKE_WAITS-}" ] || sleep 30
exit "${FAKE_STATUS-0}"
FAKE
  chmod 755 "$work/content/stigmerup"
  # Of some size, so that half an archive is no archive.
  head -c 150000 /dev/urandom >"$work/content/stigmer-shim"
  echo '{"signed": {"version": 1}}' >"$work/content/root.json"
  add_archive good stigmerup stigmer-shim root.json
}

# add_archive NAME FILE…: packs files of $work/content; remembers the archive's digest and length as
# digest_NAME and length_NAME.
add_archive() {
  local name=$1 file=$work/$1.tar.gz
  shift
  tar -C "$work/content" --owner=0 --group=0 -czPf "$file" "$@"
  remember_archive "$name" "$file"
}

remember_archive() {
  local digest
  digest=$(sha256sum <"$2")
  printf -v "digest_$1" %s "${digest%% *}"
  printf -v "length_$1" %s "$(stat -c %s "$2")"
  cp "$2" "$work/repo/stigmerup/${digest%% *}.tar.gz"
}

# render FILE REPOSITORY ARCHIVES [GLIBC]: what `stigmerup-publish bootstrap` does with the template.
render() {
  local text
  text=$(cat "$template")
  text=${text/@REPOSITORY@/"$2"}
  text=${text/@ARCHIVES@/"$3"}
  text=${text/@GLIBC@/"${4-}"}
  printf '%s\n' "$text" >"$1"
}

# row NAME [VERSION [PLATFORM]]: a line of the table.
row() {
  local digest=digest_$1 length=length_$1
  printf '%s %s %s %s\n' "${2-1.0.0}" "${3-$platform}" "${!digest}" "${!length}"
}

# make_tools FOLDER [NAME…]: a PATH with what the script always uses, and the tools named.
make_tools() {
  local folder=$1 name
  shift
  mkdir -p "$folder"
  for name in sh bash cat ls rm mkdir uname getconf ldd id grep wc cp cut sleep tar gzip mktemp "$@"; do
    ln -sf "$(type -P "$name")" "$folder/$name"
  done
}

# pretend FOLDER NAME OUTPUT [STATUS]: a program that says only that. Input reads `OUTPUT` as printf does.
pretend() {
  rm -f "$1/$2"
  mkdir -p "$1"
  printf '#!/bin/sh\nprintf %s\nexit %s\n' "'$3'" "${4-0}" >"$1/$2"
  chmod 755 "$1/$2"
}

# --- running ---

# Before each case: a fresh home and record, and the variables that a case may change.
reset() {
  script=$work/install.sh path=$PATH environment=() launcher=()
  # As other users' home folders are, it has a space in it.
  home="$mine/home of $shell_name" tmp="$mine/tmp of $shell_name" record=$mine/record
  rm -rf "${home:?}" "${tmp:?}" "$record"
  mkdir -p "$home" "$tmp"
}

# in_environment COMMAND…
in_environment() {
  "${launcher[@]}" env -i HOME="$home" PATH="$path" TMPDIR="$tmp" RECORD="$record" LANG=C.UTF-8 "${environment[@]}" "$@"
}

# install OPTION…: runs the script without a terminal. Sets code, out and err, and called: what
# stigmerup recorded.
install() {
  local launcher=(setsid -w)
  in_environment "${shell[@]}" "$script" "$@" </dev/null >"$mine/out" 2>"$mine/err"
  code=$?
  keep_output
}

keep_output() {
  out=$(cat "$mine/out")
  err=$(cat "$mine/err")
  called=$(cat "$record" 2>/dev/null)
}

# --- checking ---

# check SENTENCE CODE [FRAGMENT…]: the exit status, and that standard error has each fragment. Whatever
# happened, nothing may be left in the temporary folder; after a failure, stigmerup must not have run
# unless ran is set.
check() {
  local sentence=$1 wanted=$2 fragment problem='' left
  shift 2
  [[ $code == "$wanted" ]] || problem+="; exit status $code instead of $wanted"
  for fragment in "$@"; do
    [[ $err == *"$fragment"* ]] || problem+="; standard error lacks '$fragment'"
  done
  left=$(ls -A "$tmp" 2>/dev/null)
  [[ -z $left ]] || problem+="; left behind: $left"
  if [[ $wanted == 0 ]]; then
    [[ -z $err || $err != *error:* ]] || problem+="; an error was printed"
  else
    [[ $err == *error:* || -n ${ran-} ]] || problem+="; no error was printed"
    [[ -z $called || -n ${ran-} ]] || problem+="; stigmerup was run"
  fi
  report "$sentence" "${problem#; }"
}

# check_called SENTENCE LINE…: stigmerup was run, and recorded each of these lines.
check_called() {
  local sentence=$1 line problem=''
  shift
  [[ $code == 0 ]] || problem+="; exit status $code"
  for line in "$@"; do
    [[ $'\n'$called$'\n' == *$'\n'"$line"$'\n'* ]] || problem+="; stigmerup did not record '$line'"
  done
  report "$sentence" "${problem#; }"
}

# check_that SENTENCE COMMAND…
check_that() {
  local sentence=$1
  shift
  if "$@"; then report "$sentence" ''; else report "$sentence" "not so: $*"; fi
}

report() {
  if [[ -z $2 ]]; then
    echo "ok - $shell_name: $1"
    return
  fi
  echo "not ok - $shell_name: $1"
  printf '  # %s\n' "$2"
  printf '%s\n' "--- out" "${out-}" "--- err" "${err-}" "--- record" "${called-}" | sed 's/^/  # /'
}

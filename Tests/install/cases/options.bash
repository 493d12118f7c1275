# What the script is told, and what it tells stigmerup. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_options() {
  local option
  reset
  install -y
  check "installs from a folder" 0 "downloading stigmerup 1.0.0 for $platform (15"
  check_called "stigmerup is told to install itself, with the root and the repository of the installer" \
    "argument: self" "argument: install" "argument: --root=${called_folder:=$(called_folder)}/root.json" \
    "argument: --repository=file://$work/repo" "argument: --yes"
  check_that "stigmerup is given nothing else" test "$(grep -c ^argument: "$record")" = 5
  check_called "stigmerup is started in a private folder, with the caller's umask and no input" \
    "folder: drwx------" "umask: $(umask)" "input: " "files: root.json stigmer-shim stigmerup"

  reset
  install -y --default 'my beta' --profile=complete --no-modify-path --no-install --home "$mine/a home" \
    --repository "file://$work/repo" --root 'my root' --cacert "$work/ca.pem" -q
  check_called "every option is handed on, with its spaces" "argument: --default=my beta" \
    "argument: --profile=complete" "argument: --no-modify-path" "argument: --no-install" \
    "argument: --home=$mine/a home" "argument: --repository=file://$work/repo" "argument: --root=my root" \
    "argument: --cacert=$work/ca.pem" "argument: --quiet" "argument: --yes"
  check_that "it is silent with -q" test -z "$out$err"

  reset
  install --yes --channel=-odd- --repository="file://$work/repo" --repository='/b c'
  check_called "--channel means --default, and repositories add up" "argument: --default=-odd-" \
    "argument: --repository=file://$work/repo,/b c"

  reset
  environment=("STIGMERUP_REPOSITORY= file://$work/repo/,/elsewhere" "STIGMERUP_HOME=/a home")
  install -y
  check_called "variables are obeyed and handed on" \
    "argument: --repository= file://$work/repo/,/elsewhere" "home: /a home"

  reset
  environment=(FAKE_STATUS=100)
  install -y
  ran=1 check "stigmerup's exit status is the script's" 100

  reset
  in_environment "${shell[@]}" -s -- -y --default 'my beta' <"$script" >"$mine/out" 2>"$mine/err"
  code=$?
  keep_output
  check "can be piped to the shell" 0
  check_called "piped, it takes options" "argument: --default=my beta" "input: "

  reset
  # shellcheck disable=SC2016 # for the shell that reads it
  (cat "$script" && echo 'echo more >"$RECORD.more"') |
    in_environment "${shell[@]}" -s -- -y >"$mine/out" 2>"$mine/err"
  code=$?
  keep_output
  check "what follows the script is not run" 0
  check_that "what follows the script left nothing" test ! -e "$record.more"

  for option in --nonsense --nonsense=1 -z -yq --yes=1 -- word --default --default= '--default -y' --home; do
    reset
    # shellcheck disable=SC2086 # one of them is two words
    install $option
    check "'$option' is an error of usage" 2 "--help" "${option%%[= ]*}"
  done

  reset
  install -y --help
  check "--help succeeds" 0
  check_that "--help names every option" names_every_option "$out"
  check_that "--help runs nothing" test -z "$called"
}

# The folder that stigmerup was started in.
called_folder() { sed -n 's|^program: \(.*\)/stigmerup$|\1|p' "$record"; }

names_every_option() {
  local option
  for option in -y --yes --default --channel --profile --no-modify-path --no-install --home --repository --root \
    --cacert --version -q --quiet -h --help; do
    grep -qe "$option" <<<"$1" || return
  done
}

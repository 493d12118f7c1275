# The script's text: for shellcheck, and for the publisher that fills it in. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_sources() {
  local placeholder
  for placeholder in @REPOSITORY@ @ARCHIVES@ @GLIBC@; do
    check_that "$placeholder stands there once" test "$(grep -o "$placeholder" "$template" | wc -l)" = 1
  done
  check_that "it ends with its group" test "$(tail -n 2 "$template")" = $'main "$@"\n}'
  if type -P shellcheck >/dev/null; then
    out=$(shellcheck -s sh -o all "$template" 2>&1)
    check_that "shellcheck has no complaint" test -z "$out"
    out=$(shellcheck -s bash "$here"/*.bash "$here"/cases/*.bash 2>&1)
    check_that "shellcheck has none about these tests" test -z "$out"
  else
    echo "skipped - any: shellcheck is not installed"
  fi
}

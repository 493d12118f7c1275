# Which of the machine's tools it makes do with. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_tools() {
  local url=http://127.0.0.1:$port_http tool
  make_tools "$mine/no fetcher" sha256sum
  from "no fetcher" "$url/ok"
  check "neither curl nor wget" 1 "error: neither curl nor wget is installed" "hint: install curl"
  from "no fetcher" "$work/repo"
  check "a folder needs neither" 0
  for tool in shasum openssl; do
    type -P "$tool" >/dev/null || continue
    make_tools "$mine/with $tool" curl "$tool" perl
    from "with $tool" "$url/ok"
    check "without sha256sum, $tool does" 0
    from "with $tool" "$work/altered"
    check "without sha256sum, $tool sees what was altered" 1 "instead of $digest_good"
  done
  make_tools "$mine/no hasher" curl
  from "no hasher" "$url/ok"
  check "nothing to check SHA-256 with" 1 "error: there is nothing to check SHA-256 with"
  make_tools "$mine/no tar" curl sha256sum
  rm "$mine/no tar/tar"
  from "no tar" "$url/ok"
  check "no tar" 1 "error: tar is not installed"
  make_tools "$mine/no gzip" curl sha256sum
  rm "$mine/no gzip/gzip"
  from "no gzip" "$url/ok"
  check "no gzip" 1 "error: cannot unpack" "hint: install gzip"
  make_tools "$mine/no mktemp" curl sha256sum
  rm "$mine/no mktemp/mktemp"
  from "no mktemp" "$url/ok"
  check "without mktemp, mkdir does" 0
  check_called "without mktemp, the folder is private too" "folder: drwx------"
  check_busybox_tools
  check_temporary_folder
}

# Everything but curl from busybox, as on small systems.
check_busybox_tools() {
  type -P busybox >/dev/null || return
  local name
  make_tools "$mine/busybox tools" curl
  for name in cat ls rm mkdir uname id grep wc cp cut sleep tar gzip mktemp sha256sum; do
    ln -sf "$(type -P busybox)" "$mine/busybox tools/$name"
  done
  from "busybox tools" "http://127.0.0.1:$port_http/ok"
  check "busybox's tools do" 0
}

check_temporary_folder() {
  reset
  tmp=$mine/no/such
  install -y
  check "a missing TMPDIR is named" 1 "error: cannot make a folder in '$tmp'" "TMPDIR=FOLDER"
  reset
  tmp=$mine/a:b
  mkdir -p "$tmp"
  install -y
  check "a colon in TMPDIR does not matter" 0
  reset
  tmp=$mine/$'two\nlines $(touch pwned); rm -rf *'
  mkdir -p "$tmp"
  install -y
  check "a line feed, blanks and a shell's signs in TMPDIR do not matter" 0
  check_that "such a TMPDIR is left empty" test -z "$(ls -A "$tmp")"
  reset
  (cd "$home" && mkdir -p -- -relative && environment=(TMPDIR=-relative) && install -y)
  code=$?
  (cd "$home" && environment=(TMPDIR=-relative) && install -y && exit "$code")
  code=$?
  keep_output
  check "TMPDIR may be relative" 0
  check_that "a relative TMPDIR is left empty" test -z "$(ls -A "$home/-relative")"
}

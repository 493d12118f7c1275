# Where the archive comes from, and what can go wrong on the way. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_fetching() {
  check_locations
  check_servers
  check_tls
  check_small_wget
}

check_locations() {
  local encoded=${work// /%20} location
  for location in "$work/repo" "$work/repo///" "file://$work/repo/" "file://localhost$work/repo" "file://$encoded/repo" \
    "file://${work//t/%74}/repo"; do
    reset
    install -y --repository "$location"
    check "a folder can be a repository: ${location//$work/…}" 0
  done
  for location in ftp://example.org/x example.org relative/path https:// file://elsewhere/x 'https://a b/x' \
    'https://a/x?y' 'https://a/x#y' 'https://a\b/x'; do
    reset
    install -y --repository "$location"
    check "'$location' is no repository" 1 "does not say where a repository is" "hint: use https://host/path"
  done
  for location in http://example.org/x http://localhost@example.org/x http://localhost.example.org \
    http://127.0.0.1:80@example.org:90/x; do
    reset
    install -y --repository "$location"
    check "'$location' is not encrypted" 1 "is not encrypted: http is for this machine alone" "hint: use https://"
  done
  reset
  install -y --repository http://me:secret@example.org/x
  check "a refused URL is named" 1 "'http://example.org/x' is not encrypted"
  check_that "its password is not shown" test "${err#*secret}" = "$err"

  reset
  install -y --repository "$work/nowhere"
  check "a missing folder is named" 1 "error: there is no repository in '$work/nowhere'"
  reset
  install -y --repository "$work/content"
  check "a folder without the archive is refused" 1 "the repository has no '$work/content/stigmerup/$digest_good.tar.gz'"
  reset
  render "$mine/homeless.sh" '' "$(row good)"
  script=$mine/homeless.sh
  install -y
  check "an installer without a repository asks for one" 1 "--repository URL"
}

# The server's manners are in server.py. curl and GNU wget, each alone on PATH.
check_servers() {
  local fetcher url=http://127.0.0.1:$port_http
  for fetcher in curl wget; do
    make_tools "$mine/$fetcher" sha256sum "$fetcher"
    from "$fetcher" "$url/ok"
    check "$fetcher: installs over http from this machine" 0 "downloading stigmerup"
    from "$fetcher" "http://me:secret@localhost:$port_http/ok"
    check "$fetcher: takes a URL with a password" 0
    from "$fetcher" "$url/flaky/$shell_name-$fetcher"
    [[ $fetcher == wget ]] || check "$fetcher: tries again" 0
    from "$fetcher" "$url/ok/nowhere"
    check "$fetcher: a missing archive is named" 1 \
      "error: the repository has no '$url/ok/nowhere/stigmerup/$digest_good.tar.gz'" "hint: get install.sh again"
    from "$fetcher" "$url/error"
    check "$fetcher: an error of the server is told" 1 "error: cannot download '$url/error/stigmerup/$digest_good.tar.gz'" \
      "the server answered with 403"
    from "$fetcher" "$url/html"
    check "$fetcher: a web page is called that" 1 "error: a web page came instead of" "hint: nothing of it was run"
    from "$fetcher" "$url/endless"
    check "$fetcher: a file without an end is cut off" 1 "bytes long instead of $length_good"
    from "$fetcher" "$url/away"
    check "$fetcher: http is not followed elsewhere" 1 error:
    from "$fetcher" "http://127.0.0.1:1/x"
    check "$fetcher: a server that is not there" 1 "error: cannot download 'http://127.0.0.1:1/x" "hint: look at the network"
    from "$fetcher" "http://me:secret@127.0.0.1:1/x"
    check_that "$fetcher: a password is not shown" test "${err#*secret}" = "$err"
  done
  from curl "$url/short"
  check "a connection that ends early" 1 "error: cannot download" "hint: look at the network"
  environment=(http_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1)
  from_here curl "$url/ok"
  check "this machine is not asked through a proxy" 0
}

# from TOOLS URL
from() {
  environment=()
  from_here "$@"
}

from_here() {
  local kept=("${environment[@]}")
  reset
  environment=("${kept[@]}")
  path=$mine/$1
  install -y --repository "$2"
}

check_tls() {
  local fetcher variable url=https://localhost:$port_https
  for fetcher in curl wget; do
    from "$fetcher" "$url/ok"
    check "$fetcher: an unknown certificate authority is refused" 1 "error: cannot download '$url/ok" \
      "hint: for a certificate authority of your own: --cacert FILE"
    for variable in STIGMERUP_CACERT SSL_CERT_FILE CURL_CA_BUNDLE; do
      environment=("$variable=$work/ca.pem")
      from_here "$fetcher" "$url/ok"
      check "$fetcher: $variable is obeyed" 0
    done
    check_called "$fetcher: stigmerup is told what it does not read itself" "cacert: $work/ca.pem"
    reset
    path=$mine/$fetcher
    environment=(CURL_CA_BUNDLE=/nowhere)
    install -y --repository "$url/ok" --cacert "$work/ca.pem"
    check "$fetcher: --cacert comes before variables" 0
    check_called "$fetcher: --cacert is handed on" "argument: --cacert=$work/ca.pem" "cacert: "
    reset
    path=$mine/$fetcher
    install -y --repository "$url/away" --cacert "$work/ca.pem"
    check "$fetcher: https is followed elsewhere" 0
  done
  reset
  install -y --cacert "$mine/no such file"
  check "missing certificates are named" 1 "error: cannot read the certificates '$mine/no such file'"

  reset
  mkdir -p "$mine/noting"
  # shellcheck disable=SC2016 # for the program
  printf '#!/bin/sh\nprintf "%%s " "$@" >"$RECORD"\nexit 7\n' >"$mine/noting/curl"
  chmod 755 "$mine/noting/curl"
  path=$mine/noting:$PATH
  install -y --repository https://example.org/x
  check_that "curl is held to TLS 1.2 and https" grep -qe '-L --proto =https --tlsv1.2' "$record"

  reset
  cat >"$mine/as written.sh" <<PIPE
curl --proto '=https' --tlsv1.2 --cacert "$work/ca.pem" -fsSL $url/ok/install.sh | ${shell[*]} -s -- -y --repository $url/ok
PIPE
  environment=("SSL_CERT_FILE=$work/ca.pem")
  in_environment sh "$mine/as written.sh" >"$mine/out" 2>"$mine/err"
  code=$?
  keep_output
  check "curl --cacert … https://… | sh works" 0
}

# busybox's: no options for TLS, and no check of certificates; the SHA-256 decides.
check_small_wget() {
  type -P busybox >/dev/null || return
  local url=http://127.0.0.1:$port_http
  make_tools "$mine/small" sha256sum
  ln -sf "$(type -P busybox)" "$mine/small/wget"
  from small "$url/ok"
  check "busybox wget: installs" 0
  from small "$url/ok/nowhere"
  check "busybox wget: a missing archive is named" 1 "error: the repository has no '$url/ok/nowhere/"
  from small "http://127.0.0.1:1/x"
  check "busybox wget: a server that is not there" 1 "hint: look at the network"
  from small "$url/html"
  check "busybox wget: a web page is called that" 1 "error: a web page came instead of"
  environment=("SSL_CERT_FILE=$work/ca.pem")
  from_here small "https://localhost:$port_https/ok"
  check "busybox wget: certificates that it cannot use are an error" 1 "cannot be told which certificates to trust" \
    "hint: install curl"
  from small "https://127.0.0.1:1/x"
  check "busybox wget: https comes with a note" 1 "note: this wget does not check certificates"
}

#!/bin/sh
# Installs stigmerup, the installer and version manager for Stigmer: downloads it, checks its SHA-256
# and runs `stigmerup self install`, which shows what it is about to do and asks.
#
#   curl --proto '=https' --tlsv1.2 -fsSL https://HOST/install.sh | sh
#   curl --proto '=https' --tlsv1.2 -fsSL https://HOST/install.sh | sh -s -- --help
#
# shellcheck disable=SC2250 # braces around every variable hide the few that need them
# shellcheck disable=SC2310,SC2311,SC2312 # about 'set -e', which is not used: each failure is looked at
# shellcheck disable=SC2086,SC2248 # what is not quoted is meant to be split into words

# A shell reads a group to its end before it runs any of it: a script that was cut does nothing.
{

# Filled in by `stigmerup-publish bootstrap`.
default_repository='@REPOSITORY@'
# Lines of: version platform sha256 length. The newest version comes first.
archives='@ARCHIVES@'
# Lines of: platform lowest-glibc.
glibc_floors='@GLIBC@'

newline='
'

main() {
  set -u # what is not set is a mistake of this script
  set -f # what is split into words is never a pattern
  unset IFS
  read_options "$@"
  [ -z "$help" ] || show_help
  check_template
  find_platform
  check_user
  check_terminal
  choose_archive "$wanted_version"
  choose_repository
  choose_certificates
  choose_tools
  make_temporary_folder
  note "downloading stigmerup $version for $platform ($(bytes_text "$length"))"
  fetch_archive
  check_archive
  unpack_archive
  run_manager
}

# --- what was asked for ---

show_help() {
  cat <<'HELP'
Installs stigmerup, the installer and version manager for Stigmer, and stigmer with it.

Usage: sh install.sh [options]
       curl … | sh -s -- [options]

  -y, --yes               do not ask
      --default SELECTOR  what to install and make the default: a channel (stable, beta, dev), a
                          version, or 'none'; by default stable (also: --channel SELECTOR)
      --profile NAME      how much of each release: minimal, standard or complete
      --no-modify-path    leave the shells' files as they are
      --no-install        install stigmerup and its trust alone, no toolchain
      --home FOLDER       where to install; by default STIGMERUP_HOME, or else ~/.stigmerup
      --repository URL    where releases come from; by default STIGMERUP_REPOSITORY, or else the
                          repository that this installer was made for
      --root FILE         the first root of trust, instead of the one that stigmerup brings
      --cacert FILE       certificates (PEM) to trust for TLS, instead of the system's
      --version VERSION   which stigmerup to install; by default the newest
  -q, --quiet             say nothing but results and errors
  -h, --help              show this

Example, without a question and without touching the shells' files:
  sh install.sh -y --default beta --no-modify-path
HELP
  exit 0
}

read_options() {
  help='' yes='' quiet='' no_modify_path='' no_install=''
  default='' profile='' home='' repositories='' root='' cacert='' wanted_version=''
  while [ "$#" -gt 0 ]; do
    case $1 in
      -y | --yes) yes=1 ;;
      -q | --quiet) quiet=1 ;;
      -h | --help) help=1 ;;
      --no-modify-path) no_modify_path=1 ;;
      --no-install) no_install=1 ;;
      --*=*) set_option "${1%%=*}" "${1#*=}" ;;
      --*)
        check_value_option "$1"
        case ${2-} in -*) fail_usage "'$1' needs a value" ;; *) ;; esac
        set_option "$1" "${2-}"
        shift
        ;;
      -*) fail_usage "there is no option '$1'" ;;
      *) fail_usage "'$1' is not an option, and nothing else is expected" ;;
    esac
    shift
  done
}

set_option() {
  check_value_option "$1"
  [ -n "$2" ] || fail_usage "'$1' needs a value"
  case $1 in
    --default | --channel) default=$2 ;;
    --profile) profile=$2 ;;
    --home) home=$2 ;;
    --repository) repositories=${repositories:+$repositories,}$2 ;;
    --root) root=$2 ;;
    --cacert) cacert=$2 ;;
    *) wanted_version=${2#v} ;;
  esac
}

check_value_option() {
  case $1 in
    --default | --channel | --profile | --home | --repository | --root | --cacert | --version) ;;
    --yes | --quiet | --help | --no-modify-path | --no-install) fail_usage "'$1' takes no value" ;;
    *) fail_usage "there is no option '$1'" ;;
  esac
}

check_template() {
  case $archives in
    @*)
      fail "this install.sh is a template, and does not say which stigmerup to install" \
        "take the one from a repository; 'stigmerup-publish bootstrap' renders it"
      ;;
    '') fail "this install.sh lists no stigmerup" "the repository's owner has to render it again" ;;
    *) ;;
  esac
}

# --- this machine ---

# Sets `platform`. What is not supported gets one sentence, and what is published.
find_platform() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    MINGW* | MSYS* | CYGWIN* | Windows*)
      fail_unsupported "stigmerup does not run on Windows itself, but in its Linux (WSL 2)"
      ;;
    *) fail_unsupported "stigmerup does not run on $(uname -s)" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) processor=amd64 ;;
    aarch64 | arm64) processor=arm64 ;;
    i?86 | x86 | arm | armv*) fail_unsupported "stigmerup does not run on 32-bit systems ($(uname -m))" ;;
    *) fail_unsupported "stigmerup does not run on the processor $(uname -m)" ;;
  esac
  case $system in
    linux) check_c_library ;;
    *) prefer_native_processor ;;
  esac
  platform=$system-$processor
  find_archive '' || fail_unsupported "stigmerup is not built for $platform"
  check_glibc
}

# A shell that Rosetta translates is told that the processor is Intel's.
prefer_native_processor() {
  [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" != 1 ] || processor=arm64
}

# Sets `glibc` to its version; empty where nothing tells.
check_c_library() {
  [ "$(getconf LONG_BIT 2>/dev/null)" != 32 ] ||
    fail_unsupported "stigmerup does not run on 32-bit systems, and this one is (below a 64-bit kernel)"
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
  case $glibc in
    glibc\ *) glibc=${glibc#glibc } ;;
    *) ask_ldd ;;
  esac
}

ask_ldd() {
  said=$(LC_ALL=C ldd --version 2>&1)
  glibc=''
  case $said in
    *musl*) fail_musl ;;
    *GLIBC* | *"GNU libc"*)
      said=${said%%"$newline"*}
      glibc=${said##* }
      ;;
    *) case $(ls /lib 2>/dev/null) in *ld-musl-*) fail_musl ;; *) ;; esac ;;
  esac
}

fail_musl() { fail_unsupported "stigmerup needs glibc, and this system's C library is musl"; }

check_glibc() {
  [ "$system" = linux ] && [ -n "$glibc" ] || return 0
  floor=$(glibc_floor "$platform")
  [ -z "$floor" ] || version_reaches "$glibc" "$floor" ||
    fail_unsupported "stigmerup needs glibc $floor or newer, and this system has $glibc"
}

# glibc_floor PLATFORM: nothing when none is known.
glibc_floor() {
  floor_of=$1
  set -- $glibc_floors
  while [ "$#" -ge 2 ]; do
    [ "$1" != "$floor_of" ] || {
      printf '%s\n' "$2"
      return
    }
    shift 2
  done
}

# version_reaches 2.36 2.34: by the first two numbers. What are no numbers reach everything.
version_reaches() {
  second=${1#*.} wanted_second=${2#*.}
  set -- "${1%%.*}" "${second%%[!0-9]*}" "${2%%.*}" "${wanted_second%%[!0-9]*}"
  for number in "$@"; do
    case $number in '' | *[!0-9]*) return 0 ;; *) ;; esac
  done
  [ "$1" -gt "$3" ] || { [ "$1" -eq "$3" ] && [ "$2" -ge "$4" ]; }
}

# fail_unsupported SENTENCE
fail_unsupported() {
  problem=$1 published=''
  set -- $archives
  while [ "$#" -ge 4 ]; do
    list_has "$published" "$2" || published="$published${published:+ }$2"
    shift 4
  done
  listed=''
  for published_platform in $published; do
    floor=$(glibc_floor "$published_platform")
    listed="$listed${listed:+, }$published_platform${floor:+ (glibc $floor or newer)}"
  done
  fail "$problem" "published: $listed"
}

# root in a person's home would leave files there that the person cannot change. GitHub runs container
# jobs as root in a home that belongs to a user outside of the container: that is meant.
check_user() {
  [ -n "${HOME-}" ] || [ -n "$home" ] || [ -n "${STIGMERUP_HOME-}" ] ||
    fail "cannot tell where to install: neither HOME nor STIGMERUP_HOME is set" \
      "set HOME, or name the folder: --home FOLDER"
  [ "$(id -u)" = 0 ] && [ -n "${HOME-}" ] || return 0
  [ "${GITHUB_ACTIONS-}" != true ] || [ -n "${SUDO_USER-}" ] || return 0
  # shellcheck disable=SC2012,SC2046 # the owner's number is the third word; POSIX has no stat
  set -- $(ls -ldn "$HOME/." 2>/dev/null)
  [ "${3:-0}" = 0 ] ||
    fail "this runs as root, and HOME ('$HOME') belongs to another user (user id $3); nothing was changed" \
      "stigmerup needs no root: run it without sudo; for root's own use: sudo -H"
}

# stigmerup asks through /dev/tty: standard input is this script, when that is piped to sh.
check_terminal() {
  [ -n "$yes" ] || (: <>/dev/tty) 2>/dev/null ||
    fail "cannot ask without a terminal" "… | sh -s -- -y"
}

# --- what to take, and from where ---

# choose_archive VERSION: the newest for an empty one. Sets `version`, `sha256` and `length`.
choose_archive() {
  ! find_archive "$1" || return 0
  wanted=$1 published='' platforms=''
  set -- $archives
  while [ "$#" -ge 4 ]; do
    list_has "$published" "$1" || published="$published${published:+ }$1"
    [ "$1" != "$wanted" ] || platforms="$platforms${platforms:+ }$2"
    shift 4
  done
  [ -z "$platforms" ] ||
    fail "stigmerup $wanted is not built for $platform" "it is built for: $platforms"
  fail "there is no stigmerup $wanted" "published: $published"
}

find_archive() {
  wanted=$1
  set -- $archives
  while [ "$#" -ge 4 ]; do
    if [ "$2" = "$platform" ] && { [ -z "$wanted" ] || [ "$1" = "$wanted" ]; }; then
      version=$1 sha256=$3 length=$4
      return 0
    fi
    shift 4
  done
  return 1
}

# Sets `repositories`, as told, and of the first of them `url` and how to show it, or `folder`.
choose_repository() {
  repositories=${repositories:-${STIGMERUP_REPOSITORY:-$default_repository}}
  rest=$repositories, first=''
  while [ -z "$first" ] && [ -n "$rest" ]; do
    first=${rest%%,*} rest=${rest#*,}
    while [ "$first" != "${first# }" ]; do first=${first# }; done
  done
  [ -n "$first" ] ||
    fail "this installer was made for no repository of its own" "name one: --repository URL"
  while [ "$first" != "${first%/}" ]; do first=${first%/}; done
  url='' folder='' is_loopback=''
  case $first in
    https://*[[:cntrl:][:blank:]\\?#]* | http://*[[:cntrl:][:blank:]\\?#]*) fail_location ;;
    https://?* | http://?*) choose_address "$first/stigmerup/$sha256.tar.gz" ;;
    file://localhost/*) choose_folder "${first#file://localhost}" ;;
    file:///* | file:) choose_folder "${first#file:}" ;;
    /* | '') choose_folder "$first" ;;
    *) fail_location ;;
  esac
}

fail_location() {
  # What cannot be read may hold a password, before an '@'.
  case $first in *@*) first=…@${first##*@} ;; *) ;; esac
  fail "'$first' does not say where a repository is" \
    "use https://host/path, file:///path or an absolute path (http only for localhost)"
}

# A user name and password in a URL are used, and never shown.
choose_address() {
  url=$1
  rest=${url#*://}
  authority=${rest%%/*}
  shown=${url%%://*}://${authority##*@}/${rest#*/}
  case ${authority##*@} in
    127.0.0.1 | 127.0.0.1:* | localhost | localhost:* | '[::1]' | '[::1]':*) is_loopback=1 ;;
    *)
      case $url in
        http:*)
          fail "'${shown%/stigmerup/*}' is not encrypted: http is for this machine alone" \
            "use https:${shown#http:}"
          ;;
        *) ;;
      esac
      ;;
  esac
}

# As it is written, when there is such a folder; otherwise with its %20 and the like decoded (RFC 8089).
choose_folder() {
  folder=/${1#"${1%%[!/]*}"} # one slash at its start
  [ -d "$folder" ] || folder=$(percent_decoded "$folder")
  shown=$folder/stigmerup/$sha256.tar.gz
}

percent_decoded() {
  rest=$1 decoded=''
  while :; do
    case $rest in
      *%[0-9A-Fa-f][0-9A-Fa-f]*) ;;
      *) break ;;
    esac
    decoded=$decoded${rest%%\%*} rest=${rest#*%}
    case $rest in
      [0-9A-Fa-f][0-9A-Fa-f]*)
        # shellcheck disable=SC2059 # the octal number has to be in the format
        decoded=$decoded$(printf "\\$(printf '%03o' "0x${rest%"${rest#??}"}")")
        rest=${rest#??}
        ;;
      *) decoded=$decoded% ;;
    esac
  done
  printf '%s\n' "$decoded$rest"
}

# Sets `certificates`; empty for the system's. stigmerup reads the same variables, but for curl's own.
choose_certificates() {
  certificates=${cacert:-${STIGMERUP_CACERT:-${SSL_CERT_FILE:-}}}
  if [ -z "$certificates" ] && [ -n "${CURL_CA_BUNDLE-}" ]; then
    certificates=$CURL_CA_BUNDLE
    STIGMERUP_CACERT=$CURL_CA_BUNDLE
    export STIGMERUP_CACERT
  fi
  [ -z "$certificates" ] || [ -r "$certificates" ] ||
    fail "cannot read the certificates '$certificates'" "name a file with certificates (PEM)"
}

# Sets `fetcher` and `hasher`, and says what is missing before anything is fetched.
choose_tools() {
  if [ -n "$folder" ]; then
    fetcher=copy
  elif has curl; then
    fetcher=curl
  elif has wget; then
    case $(LC_ALL=C wget --version 2>/dev/null) in
      *"GNU Wget"*) fetcher=wget ;;
      *) choose_small_wget ;;
    esac
  else
    fail "neither curl nor wget is installed, and stigmerup cannot be downloaded" "install curl"
  fi
  if has sha256sum; then
    hasher=sha256sum
  elif has shasum; then
    hasher=shasum
  elif has openssl; then
    hasher=openssl
  else
    fail "there is nothing to check SHA-256 with: neither sha256sum, shasum nor openssl" "install one of them"
  fi
  has tar || fail "tar is not installed, and stigmerup cannot be unpacked" "install tar and gzip"
}

# busybox's wget has no options for TLS, and does not check certificates. What it brings is still held
# against the SHA-256 in this script.
choose_small_wget() {
  fetcher=small_wget
  [ -z "$certificates" ] ||
    fail "this wget cannot be told which certificates to trust ('$certificates')" "install curl"
  case $url in
    https:*) note "note: this wget does not check certificates; the archive's SHA-256 is checked" ;;
    *) ;;
  esac
}

# --- fetching and checking ---

# Nobody else can read or write it, and it goes when this script ends, whichever way.
make_temporary_folder() {
  former_umask=$(umask)
  umask 077
  base=${TMPDIR:-/tmp}
  case $base in /*) ;; *) base=./$base ;; esac
  temporary=''
  trap clean_up EXIT
  trap 'end_by_signal HUP 1' HUP
  trap 'end_by_signal INT 2' INT
  trap 'end_by_signal TERM 15' TERM
  if has mktemp; then
    temporary=$(mktemp -d "$base/stigmerup.XXXXXXXXXX" 2>/dev/null) || temporary=''
  elif mkdir "$base/stigmerup.$$" 2>/dev/null; then
    temporary=$base/stigmerup.$$ # mkdir made it, or it would have failed
  fi
  [ -n "$temporary" ] ||
    fail "cannot make a folder in '$base'" "name a folder that can be written to: TMPDIR=FOLDER"
  archive=$temporary/archive.tar.gz
}

# shellcheck disable=SC2317 # called by traps
clean_up() {
  [ -z "$temporary" ] || rm -rf "$temporary"
  temporary=''
}

# The caller learns that it was a signal.
# shellcheck disable=SC2317 # called by traps
end_by_signal() {
  clean_up
  trap - EXIT "$1"
  [ "$1" = HUP ] || kill -s "$1" "$$" # at HUP, zsh would end with status 1
  exit "$((128 + $2))"
}

fetch_archive() {
  case $fetcher in
    copy) fetch_by_copy ;;
    curl) fetch_by_curl ;;
    wget) fetch_by_wget ;;
    *) fetch_by_small_wget ;;
  esac
  code=$?
  [ "$code" -ne 0 ] || return 0
  [ ! -f "$archive" ] || [ "$(file_length)" -le "$length" ] || fail_length
  case $fetcher in
    copy) explain_copy ;;
    curl) explain_curl ;;
    wget) explain_wget ;;
    *) explain_small_wget ;;
  esac
}

fetch_by_copy() {
  said=$(limit_file_length && cp "$folder/stigmerup/$sha256.tar.gz" "$archive" 2>&1)
}

explain_copy() {
  [ -d "$folder" ] || fail "there is no repository in '$folder': no such folder"
  [ -e "$shown" ] || fail_not_found
  fail "cannot copy '$shown': ${said#cp: }"
}

fetch_by_curl() {
  set -- -fsSg --retry 3 --connect-timeout 30 --speed-limit 1 --speed-time 60 --max-filesize "$length"
  [ -z "$is_loopback" ] || set -- "$@" --noproxy '*'
  [ -z "$certificates" ] || set -- "$@" --cacert "$certificates"
  case $url in
    https:*) set -- "$@" -L --proto '=https' --tlsv1.2 ;;
    *) set -- "$@" --proto '=http' ;;
  esac
  said=$(limit_file_length && curl "$@" -o "$archive" "$url" 2>&1 </dev/null)
}

explain_curl() {
  case $said in
    *"curl: ("*)
      said=${said##*"curl: ("}
      said=${said#*") "}
      said=${said%%"$newline"*}
      ;;
    *) said="curl failed ($code)" ;;
  esac
  case $code in
    22) explain_answer ;;
    35 | 51 | 53 | 58 | 59 | 60 | 66 | 77 | 80 | 83 | 90 | 91) fail_certificate "$said" ;;
    5 | 6 | 7 | 16 | 18 | 28 | 52 | 55 | 56 | 92 | 95 | 96 | 97) fail_network "$said" ;;
    23) fail_download "$said" "is there room in '$base'? Another folder: TMPDIR=FOLDER" ;;
    63) fail_length ;;
    *) fail_download "$said" ;;
  esac
}

fetch_by_wget() {
  set -- -nv --tries=3 --timeout=30
  [ -z "$is_loopback" ] || set -- "$@" --no-proxy
  [ -z "$certificates" ] || set -- "$@" --ca-certificate="$certificates"
  case $url in
    https:*) set -- "$@" --https-only --secure-protocol=TLSv1_2 ;;
    *) set -- "$@" --max-redirect=0 ;;
  esac
  said=$(limit_file_length && LC_ALL=C wget "$@" -O "$archive" "$url" 2>&1 </dev/null)
}

explain_wget() {
  case $code in
    3) fail_download "wget could not write it" "is there room in '$base'? Another folder: TMPDIR=FOLDER" ;;
    4) fail_network "the server cannot be reached" ;;
    5) fail_certificate "the server's certificate is not trusted" ;;
    8) explain_answer ;;
    *) fail_download "wget failed ($code)" ;;
  esac
}

fetch_by_small_wget() {
  set -- -q # not -T: it crashes busybox 1.35
  [ -z "$is_loopback" ] || set -- "$@" -Y off
  said=$(limit_file_length && wget "$@" -O "$archive" "$url" 2>&1 </dev/null)
}

explain_small_wget() {
  case $said in
    *"error: HTTP"*) explain_answer ;;
    *) fail_network "${said##*wget: }" ;;
  esac
}

# What a server sends without an end is cut off soon after it has become too long.
limit_file_length() { ulimit -f "$((length / 512 + 2))" 2>/dev/null || :; }

explain_answer() {
  case $said in
    *"error: 404"* | *"ERROR 404"* | *"HTTP/"*" 404"*) fail_not_found ;;
    *"error: "*) fail_download "the server answered with ${said##*error: }" ;;
    *"ERROR "*) fail_download "the server answered with ${said##*ERROR }" ;;
    *) fail_download "$said" ;;
  esac
}

fail_not_found() {
  fail "the repository has no '$shown'" \
    "get install.sh again: the repository may no longer hold what this one was made for"
}

fail_network() {
  fail_download "$1" "look at the network, and at the proxy variables (https_proxy); then run it again"
}

fail_certificate() {
  fail_download "$1" \
    "for a certificate authority of your own: --cacert FILE; the system's are in the package ca-certificates"
}

fail_download() { fail "cannot download '$shown': $1" "${2-}"; }

check_archive() {
  [ "$(file_length)" -eq "$length" ] || fail_length
  case $hasher in
    sha256sum) actual=$(sha256sum <"$archive") ;;
    shasum) actual=$(shasum -a 256 <"$archive") ;;
    *)
      actual=$(openssl dgst -sha256 <"$archive")
      actual=${actual##*[= ]}
      ;;
  esac
  actual=${actual%% *}
  [ "$actual" = "$sha256" ] ||
    fail_altered "its SHA-256 is $actual instead of $sha256"
}

# Prints nothing but digits: some wc put blanks before them.
file_length() { printf '%s\n' "$(($(wc -c <"$archive")))"; }

fail_length() {
  if grep -Eiq '^[[:space:]]*<(!doctype|html|head)' "$archive" 2>/dev/null; then
    fail "a web page came instead of '$shown'" \
      "nothing of it was run; is there a login page or a proxy in between? Then run it again"
  fi
  fail_altered "it is $(file_length) bytes long instead of $length"
}

fail_altered() {
  fail "'$shown' is not the archive that this installer was made for: $1" \
    "nothing of it was run; get install.sh again, and if it stays so, tell the repository's owner"
}

# --- unpacking and handing over ---

# tar reads standard input: for GNU tar, a name with a colon would be on another machine.
unpack_archive() {
  names=$(tar -tzf - <"$archive" 2>/dev/null) || fail_unpack "tar -z could not read it"
  IFS=$newline
  set -- $names
  unset IFS
  for name in "$@"; do
    case $name in
      stigmerup | stigmer-shim | root.json) ;;
      *) fail_unpack "it holds '$name', which does not belong there" ;;
    esac
  done
  said=$(tar -xozf - -C "$temporary" <"$archive" 2>&1) || fail_unpack "$said"
  for name in stigmerup stigmer-shim root.json; do
    [ -f "$temporary/$name" ] || fail_unpack "it holds no file '$name'"
    [ ! -L "$temporary/$name" ] || fail_unpack "'$name' in it is a link"
  done
  rm -f "$archive"
}

fail_unpack() {
  if has gzip; then
    fail "cannot unpack '$shown': $1" "is there room in '$base'? Another folder: TMPDIR=FOLDER"
  fi
  fail "cannot unpack '$shown': $1" "install gzip, which tar needs"
}

# Not by exec: the temporary folder has to go afterwards.
run_manager() {
  set -- self install "--root=${root:-$temporary/root.json}" "--repository=$repositories"
  [ -z "$default" ] || set -- "$@" "--default=$default"
  [ -z "$profile" ] || set -- "$@" "--profile=$profile"
  [ -z "$home" ] || set -- "$@" "--home=$home"
  [ -z "$cacert" ] || set -- "$@" "--cacert=$cacert"
  [ -z "$yes" ] || set -- "$@" --yes
  [ -z "$quiet" ] || set -- "$@" --quiet
  [ -z "$no_modify_path" ] || set -- "$@" --no-modify-path
  [ -z "$no_install" ] || set -- "$@" --no-install
  umask "$former_umask"
  "$temporary/stigmerup" "$@" </dev/null
  code=$?
  # stigmerup itself never ends with these: the system could not start it.
  case $code in
    126)
      fail "stigmerup cannot be started from '$base'" \
        "programs may not be allowed there (noexec); name another folder: TMPDIR=FOLDER"
      ;;
    127) fail_unsupported "stigmerup for $platform does not start here: its loader is missing" ;;
    *) exit "$code" ;;
  esac
}

# --- small things ---

has() { command -v "$1" >/dev/null 2>&1; }

# list_has "a b c" b
list_has() {
  case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}

# Decimal units, as stigmerup shows them.
bytes_text() {
  scale=1 unit=B
  for larger in kB MB GB; do
    [ "$(($1 / scale))" -ge 1000 ] || break
    scale=$((scale * 1000)) unit=$larger
  done
  tenths=$((($1 * 10 + scale / 2) / scale))
  if [ "$scale" -eq 1 ]; then
    printf '%s B\n' "$1"
  elif [ "$tenths" -lt 1000 ]; then
    printf '%s.%s %s\n' "$((tenths / 10))" "$((tenths % 10))" "$unit"
  else
    printf '%s %s\n' "$(((tenths + 5) / 10))" "$unit"
  fi
}

note() { [ -n "$quiet" ] || printf '%s\n' "$1" >&2; }

# fail MESSAGE [HINT]
fail() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2-}" ] || printf 'hint: %s\n' "$2" >&2
  exit 1
}

fail_usage() {
  printf 'error: %s\nhint: sh install.sh --help, or … | sh -s -- --help, lists the options\n' "$1" >&2
  exit 2
}

main "$@"
}

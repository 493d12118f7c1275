# Which machines it runs on, and what it says on others. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

check_machine() {
  reset
  local fakes=$mine/fakes
  make_tools "$mine/system" sha256sum curl
  script=$mine/everywhere.sh
  render "$script" "file://$work/repo" "$(
    for each in linux-amd64 linux-arm64 darwin-arm64 darwin-amd64; do row good 1.0.0 "$each"; done
  )" "$(printf '%s\n' 'linux-amd64 2.34' 'linux-arm64 2.35')"

  on "Linux" x86_64
  check "Linux on x86_64 is linux-amd64" 0 "for linux-amd64 ("
  on "Linux" aarch64
  check "Linux on aarch64 is linux-arm64" 0 "for linux-arm64 ("
  on "Darwin" arm64
  check "Darwin on arm64 is darwin-arm64" 0 "for darwin-arm64 ("
  on "Darwin" x86_64
  check "Darwin on x86_64 is darwin-amd64" 0 "for darwin-amd64 ("
  pretend_next sysctl 1
  on "Darwin" x86_64
  check "a shell that Rosetta translates gets darwin-arm64" 0 "for darwin-arm64 ("

  local listed="hint: published: linux-amd64 (glibc 2.34 or newer), linux-arm64 (glibc 2.35 or newer), darwin-arm64, "
  local system
  for system in MINGW64_NT-10.0-22631 MSYS_NT-10.0 CYGWIN_NT-10.0; do
    on "$system" x86_64
    check "$system is refused" 1 "error: stigmerup does not run on Windows itself" "WSL 2" "$listed"
  done
  on FreeBSD amd64
  check "FreeBSD is refused" 1 "error: stigmerup does not run on FreeBSD" "$listed"
  on Linux i686
  check "i686 is refused" 1 "does not run on 32-bit systems (i686)" "$listed"
  on Linux armv7l
  check "armv7l is refused" 1 "does not run on 32-bit systems (armv7l)"
  on Linux riscv64
  check "riscv64 is refused" 1 "does not run on the processor riscv64" "$listed"
  pretend_next getconf 32
  on Linux aarch64
  check "32-bit programs on a 64-bit kernel are refused" 1 "does not run on 32-bit systems, and this one is"

  pretend_next getconf '' 1
  pretend_next ldd 'musl libc (x86_64)\nVersion 1.2.4\n' 1
  on Linux x86_64
  check "musl is refused" 1 "error: stigmerup needs glibc, and this system's C library is musl" "$listed"
  pretend_next getconf 'glibc 2.31\n'
  on Linux x86_64
  check "an older glibc is refused" 1 "error: stigmerup needs glibc 2.34 or newer, and this system has 2.31" "$listed"
  pretend_next getconf 'glibc 2.34\n'
  on Linux aarch64
  check "each platform has its own glibc" 1 "needs glibc 2.35 or newer, and this system has 2.34"
  pretend_next getconf 'glibc 3.1\n'
  on Linux x86_64
  check "glibc 3.1 is newer than 2.34" 0
  pretend_next getconf '' 1
  pretend_next ldd 'ldd (Debian GLIBC 2.28-10+deb10u2) 2.28\nCopyright\n'
  on Linux x86_64
  check "without getconf, ldd tells glibc's version" 1 "and this system has 2.28"
  pretend_next getconf '' 1
  pretend_next ldd 'ldd (GNU libc) 2.40\nCopyright\n'
  on Linux x86_64
  check "without getconf, ldd's newer glibc is accepted" 0

  script=$mine/elsewhere.sh
  render "$script" "file://$work/repo" "$(row good 1.0.0 darwin-arm64)"
  on Linux x86_64
  check "a platform that is not published is refused" 1 "error: stigmerup is not built for linux-amd64" \
    "hint: published: darwin-arm64"
  check_versions
  check_users
}

# on SYSTEM MACHINE: runs the script where uname says that, with the programs that pretend_next made.
on() {
  local kept=$script
  reset
  script=$kept
  mkdir -p "$fakes"
  rm -f "$fakes/uname"
  # shellcheck disable=SC2016 # for the program
  printf '#!/bin/sh\ncase $1 in -s) echo "%s" ;; *) echo "%s" ;; esac\n' "$1" "$2" >"$fakes/uname"
  chmod 755 "$fakes/uname"
  [[ -e $fakes/sysctl ]] || pretend "$fakes" sysctl 0
  path=$fakes:$mine/system
  install -y
  rm -rf "${fakes:?}"
}

pretend_next() { pretend "$fakes" "$@"; }

check_versions() {
  reset
  script=$mine/versions.sh
  render "$script" "file://$work/repo" "$(
    row good 1.2.0 linux-riscv64
    row good 1.1.0
    row good 1.0.0
    row good 1.0.0 linux-riscv64
  )"
  install -y
  check "the newest version for this platform is taken" 0 "downloading stigmerup 1.1.0 for $platform"
  reset_with versions.sh
  install -y --version v1.0.0
  check "--version takes another one" 0 "downloading stigmerup 1.0.0 for $platform"
  reset_with versions.sh
  install -y --version=3.0.0
  check "an unknown version is refused" 1 "error: there is no stigmerup 3.0.0" "hint: published: 1.2.0 1.1.0 1.0.0"
  reset_with versions.sh
  install -y --version 1.2.0
  check "a version of other platforms is refused" 1 "error: stigmerup 1.2.0 is not built for $platform" \
    "hint: it is built for: linux-riscv64"

  reset
  script=$template
  install -y
  check "the template itself installs nothing" 1 "error: this install.sh is a template" "hint: "
  reset
  render "$mine/empty.sh" '' ''
  script=$mine/empty.sh
  install -y
  check "an installer without archives says so" 1 "lists no stigmerup"
}

reset_with() {
  reset
  script=$mine/$1
}

check_users() {
  reset
  home=
  install -y
  check "an empty HOME is an error" 1 "neither HOME nor STIGMERUP_HOME is set" "--home FOLDER"
  reset
  home=
  install -y --home /somewhere
  check "with --home, HOME is not needed" 0

  reset
  as_root_in_the_home_of_another
  install -y
  check "root in another user's HOME is refused" 1 "belongs to another user (user id " "sudo -H"
  reset
  as_root_in_the_home_of_another
  environment=(GITHUB_ACTIONS=true)
  install -y
  check "a container job of GitHub is none of that" 0
  reset
  as_root_in_the_home_of_another
  environment=(GITHUB_ACTIONS=true SUDO_USER=me)
  install -y
  check "sudo in a job is" 1 "sudo -H"

  reset
  install
  check "without a terminal and without -y it refuses" 1 "error: cannot ask without a terminal" \
    "hint: … | sh -s -- -y"
  check_terminal_question
}

as_root_in_the_home_of_another() {
  if [[ $(id -u) == 0 ]]; then
    chown 12345 "$home"
  else
    pretend "$mine/root" id '0\n'
    path=$mine/root:$PATH
  fi
}

# Piped to the shell, on a terminal: stigmerup itself can ask there.
check_terminal_question() {
  type -P script >/dev/null || return
  reset
  environment=(FAKE_ASKS=1)
  cat >"$mine/on a terminal" <<TERMINAL
cat '$script' | ${shell[*]}
TERMINAL
  # The answer comes once it was asked for: what is typed before a program reads may be lost.
  (sleep 1 && echo yes && sleep 0.2) |
    in_environment SHELL=/bin/sh script -qefc "sh '$mine/on a terminal'" /dev/null >"$mine/out" 2>"$mine/err"
  code=$?
  keep_output
  check_called "on a terminal stigmerup can ask, although the script is piped" "answer: yes" "input: "
}

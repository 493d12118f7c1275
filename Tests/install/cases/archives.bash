# Archives that are not what the installer was made for, or hold what they should not. Sourced by `run`.
#
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the harness

# Once for all shells.
make_bad_archives() {
  local content=$work/content
  # Served under the good archive's name, in repositories of their own.
  put_in_place altered "$(tail -c 1 "$work/good.tar.gz" | od -An -tu1)"
  mkdir -p "$work/cut/stigmerup" "$work/long/stigmerup" "$work/page/stigmerup"
  head -c 1000 "$work/good.tar.gz" >"$work/cut/stigmerup/$digest_good.tar.gz"
  (cat "$work/good.tar.gz" && echo more) >"$work/long/stigmerup/$digest_good.tar.gz"
  printf '\n  <html>\n' >"$work/page/stigmerup/$digest_good.tar.gz"

  # With a digest of their own: the publisher's mistake, or worse.
  echo more >"$content/more"
  mkdir -p "$content/folder"
  cp "$content/root.json" "$content/folder/root.json"
  add_archive extra stigmerup stigmer-shim root.json more
  add_archive nested stigmerup stigmer-shim folder/root.json
  add_archive outside stigmerup stigmer-shim root.json ../content/more
  add_archive absolute stigmerup stigmer-shim root.json "$content/more"
  add_archive incomplete stigmerup root.json
  cp "$content/more" "$content/stigmerup root.json"
  add_archive blank 'stigmerup root.json' stigmerup stigmer-shim
  mkdir -p "$work/links"
  ln -s /bin/sh "$work/links/stigmerup"
  cp "$content/stigmer-shim" "$content/root.json" "$work/links"
  tar -C "$work/links" -czf "$work/link.tar.gz" stigmerup stigmer-shim root.json
  remember_archive link "$work/link.tar.gz"
  echo 'not an archive' >"$work/text.tar.gz"
  remember_archive text "$work/text.tar.gz"

  chmod 644 "$content/stigmerup"
  add_archive unstartable stigmerup stigmer-shim root.json
  chmod 755 "$content/stigmerup"
  mkdir -p "$work/loader"
  # A real program, whose loader is not on this machine.
  LC_ALL=C sed 's/ld-linux/ld-nosux/' "$(type -P true)" >"$work/loader/stigmerup"
  chmod 755 "$work/loader/stigmerup"
  cp "$content/stigmer-shim" "$content/root.json" "$work/loader"
  tar -C "$work/loader" -czf "$work/loaderless.tar.gz" stigmerup stigmer-shim root.json
  remember_archive loaderless "$work/loaderless.tar.gz"
}

# The good archive with its last byte changed.
put_in_place() {
  mkdir -p "$work/$1/stigmerup"
  (
    head -c -1 "$work/good.tar.gz"
    # shellcheck disable=SC2059 # the octal number has to be in the format
    printf "\\$(printf %03o $((($2 + 1) % 256)))"
  ) >"$work/$1/stigmerup/$digest_good.tar.gz"
}

check_archives() {
  local altered name
  reset
  altered=$(sha256sum <"$work/altered/stigmerup/$digest_good.tar.gz")
  install -y --repository "$work/altered"
  check "an altered archive is refused, with both digests" 1 "is not the archive that this installer was made for" \
    "its SHA-256 is ${altered%% *} instead of $digest_good" "hint: nothing of it was run"
  reset
  install -y --repository "$work/cut"
  check "a cut archive is refused" 1 "it is 1000 bytes long instead of $length_good"
  reset
  install -y --repository "$work/long"
  check "a longer archive is refused" 1 "it is $((length_good + 5)) bytes long instead of $length_good"
  reset
  install -y --repository "$work/page"
  check "a web page is called that" 1 "error: a web page came instead of"
  for name in extra nested outside absolute blank; do
    with_archive "$name"
    check "an archive with other files is refused: $name" 1 "error: cannot unpack" "which does not belong there"
  done
  with_archive incomplete
  check "an incomplete archive is refused" 1 "it holds no file 'stigmer-shim'"
  with_archive link
  check "a link in place of a program is refused" 1 "'stigmerup' in it is a link"
  with_archive text
  check "what is no archive is refused" 1 "error: cannot unpack"
  with_archive unstartable
  check "a folder where nothing can be started" 1 "error: stigmerup cannot be started from '$tmp'" "TMPDIR=FOLDER"
  with_archive loaderless
  check "a system without the loader" 1 "error: stigmerup for $platform does not start here" "hint: published: $platform"
}

with_archive() {
  reset
  script=$mine/$1.sh
  render "$script" "file://$work/repo" "$(row "$1")"
  install -y
}

#!/usr/bin/env bash
# Makes target/setoff.tar: collects a Java runtime and the C library (Debian's), then has SetoffImage write the image.
# SETOFF_IMAGE_BASE=NAME@sha256:… takes an image of a registry that has Java instead. Called by ./setoff image.
set -euo pipefail
cd "$(dirname "$0")"
VERSION="$(sed -nE 's/^appVersion: *//p' ../helm/setoff/Chart.yaml)"
work=target/parts
arguments=(--name "setoff:$VERSION" --application ../gateway/target/quarkus-app --sbom ../gateway/target/sbom.json --out target)

# Files alone, no links: an image that nobody changes needs none.
collect() {
  local machine packages=(libc6 libgcc-s1 libstdc++6) name library
  machine="$(uname -m)-linux-gnu"
  rm -rf "$work"
  mkdir -p "$work/debs" "$work/unpacked" "$work/root/etc" "$work/root/opt" "$work/root/usr/share/doc"
  "$JAVA_HOME/bin/jlink" --output "$work/root/opt/java" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.crypto.ec,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs >&2
  "$work/root/opt/java/bin/java" -Xshare:dump >/dev/null
  (cd "$work/debs" && { apt-get -q download "${packages[@]}" || { apt-get -q update && apt-get -q download "${packages[@]}"; }; }) >&2 ||
    { printf 'image: needs apt-get, for the C library; or SETOFF_IMAGE_BASE=NAME@sha256:…, an image with Java\n' >&2; exit 1; }
  for name in "$work"/debs/*.deb; do
    dpkg-deb -x "$name" "$work/unpacked"
    dpkg-deb -f "$name" Package Version Architecture | sed 's/^[^:]*: *//' | paste -sd' '
  done >"$work/packages"
  mkdir -p "$work/root/lib/$machine"
  for library in libc libdl libgcc_s libm libnss_dns libnss_files libpthread libresolv librt libstdc++; do
    cp -L "$work/unpacked"/{lib,usr/lib}/"$machine/$library".so.? "$work/root/lib/$machine/" 2>/dev/null || true
  done
  case "$machine" in
    x86_64-*) mkdir -p "$work/root/lib64" && cp -L "$work/unpacked/lib/$machine"/ld-linux-*.so.2 "$work/root/lib64/" ;;
    *) cp -L "$work/unpacked/lib/$machine"/ld-linux-*.so.1 "$work/root/lib/" ;;
  esac
  for name in libc6 libgcc-s1 libstdc++6; do
    mkdir -p "$work/root/usr/share/doc/$name"
    cp -L "$work/unpacked/usr/share/doc/$name/copyright" "$work/root/usr/share/doc/$name/" 2>/dev/null || true
  done
  printf 'root:x:0:0:root:/:/none\nsetoff:x:10001:10001:setoff:/var/lib/setoff:/none\n' >"$work/root/etc/passwd"
  printf 'root:x:0:\nsetoff:x:10001:\n' >"$work/root/etc/group"
  printf 'hosts: files dns\n' >"$work/root/etc/nsswitch.conf"
  find "$work/root" -type l | while read -r name; do cp -L --remove-destination "$(readlink -f "$name")" "$name"; done
}

if [ -n "${SETOFF_IMAGE_BASE:-}" ]; then
  arguments+=(--base "$SETOFF_IMAGE_BASE")
else
  collect
  arguments+=(--root "$work/root" --packages "$work/packages")
fi
exec "$JAVA_HOME/bin/java" -cp "$(printf '%s:' target/setoff-image-*.jar)target/lib/*" io.setoff.image.SetoffImage "${arguments[@]}"

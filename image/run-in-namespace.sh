#!/usr/bin/env bash
# Runs target/setoff.tar without a container engine: unpacked, as user 10001, with a root that is read-only, in mount and process
# namespaces of its own, against a local node, until it is live and answers; then ends it. Needs root, and devnet's packages.
set -euo pipefail
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ] || { printf 'image: only root may change the root of a process\n' >&2; exit 1; }
folder="$(mktemp -d)"
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap finish EXIT

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

mkdir -p "$folder/image" "$folder/root"
tar -xf target/setoff.tar -C "$folder/image"
node -e 'for (const layer of JSON.parse(require("fs").readFileSync(0))[0].Layers) console.log(layer)' <"$folder/image/manifest.json" |
  while read -r layer; do tar --warning=no-unknown-keyword -xzpf "$folder/image/$layer" -C "$folder/root"; done
mkdir -p "$folder/root"/{proc,dev}

chain="$(free_port)" http="$(free_port)" grpc="$(free_port)"
../devnet/node_modules/.bin/anvil --port "$chain" --block-time 1 --silent &
pids+=("$!")
# The application looks for nodes at its start and ends when there is none.
until curl -sf -o /dev/null -H 'Content-Type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}' "http://127.0.0.1:$chain"; do sleep 0.2; done
cat >"$folder/setoff.yaml" <<YAML
http: { host: 127.0.0.1, port: $http }
grpc: { port: $grpc }
store: { path: /var/lib/setoff/data }
chains:
  - { id: "eip155:31337", rpc: ["http://127.0.0.1:$chain"] }
YAML
chmod 755 "$folder" "$folder/root"
chmod 644 "$folder/setoff.yaml"

entry() { node -e '
  const fs = require("fs"), folder = process.argv[1];
  const config = JSON.parse(fs.readFileSync(folder + "/" + JSON.parse(fs.readFileSync(folder + "/manifest.json"))[0].Config)).config;
  console.log([config.User, ...config.Entrypoint, ...(process.argv[2] ? process.argv.slice(2) : config.Cmd)].join("\n"))' "$folder/image" "$@"; }

# In the namespace: the root is mounted read-only, over it what a pod is given.
inside='
  root=$1 file=$2; shift 2
  mount --bind "$root" "$root"
  mount --bind "$file" "$root/etc/setoff/setoff.yaml" 2>/dev/null || { touch "$root/etc/setoff/setoff.yaml"; mount --bind "$file" "$root/etc/setoff/setoff.yaml"; }
  mount -t tmpfs -o mode=1777,nosuid,nodev tmp "$root/tmp"
  mount -t tmpfs -o mode=700,uid=10001,gid=10001,nosuid,nodev data "$root/var/lib/setoff"
  mount --rbind /dev "$root/dev"
  mount -t proc proc "$root/proc"
  mount -o remount,bind,ro "$root"
  exec chroot --userspec="$1" "$root" "${@:2}"'
run() { mapfile -t words; unshare --mount --pid --fork --kill-child bash -ec "$inside" inside "$folder/root" "$folder/setoff.yaml" "${words[@]}"; }

started="$(date +%s%N)"
QUARKUS_LOG_CONSOLE_JSON_ENABLED=true run < <(entry) >"$folder/log" 2>"$folder/errors" &
pids+=("$!")
for path in live group/answers; do
  until curl -sf -o "$folder/answer" "http://127.0.0.1:$http/q/health/$path"; do
    kill -0 "${pids[1]}" 2>/dev/null || { cat "$folder/log" "$folder/errors" >&2; printf 'image: ended before /q/health/%s answered\n' "$path" >&2; exit 1; }
    sleep 0.1
  done
  printf '/q/health/%s answers after %d ms\n' "$path" "$((($(date +%s%N) - started) / 1000000))"
done
run < <(entry --check "http://127.0.0.1:$http")
node -e '
  const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const complaints = lines.filter(({ level }) => level === "ERROR");
  if (lines.length < 3 || complaints.length) { console.error(complaints); process.exit(1); }
  console.log(`${lines.length} lines of log, each JSON`)' <"$folder/log" || { printf 'image: its log is not JSON, or it has errors\n' >&2; exit 1; }
printf 'runs as %s with a root that is read-only; %s\n' "$(entry | head -1)" "$(du -h target/setoff.tar | cut -f1)"

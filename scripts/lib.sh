# Shared by run.sh, test.sh and qms. Source it; it changes to the repository's root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
SERVER_PROJECT=src/QmsWorkflow.Server/QmsWorkflow.Server.csproj
SERVER_DLL=artifacts/bin/QmsWorkflow.Server/release/QmsWorkflow.Server.dll

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 3
}

require_tools() {
  command -v dotnet >/dev/null ||
    fail 'Chưa có .NET SDK 10. Cài đặt: https://dotnet.microsoft.com/download' '(.NET SDK 10 is missing.)'
  dotnet --list-sdks | grep -q '^10\.' ||
    fail 'Cần .NET SDK 10; máy này chỉ có bản khác.' '(.NET SDK 10 is needed; only other versions are installed.)'
  command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
    fail 'Cần Node.js 20 trở lên (lệnh node và npm).' '(Node.js 20 or newer is needed.)'
}

has_package() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

has_postgres() {
  local folder
  for folder in /usr/lib/postgresql/*/; do
    [ -x "${folder}bin/initdb" ] && [ "$(basename "$folder")" -ge 15 ] 2>/dev/null && return 0
  done
  return 1
}

# Prints the Debian packages that are missing. With "tests" also those only tests need.
missing_packages() {
  has_postgres || echo postgresql-15
  command -v soffice >/dev/null || echo libreoffice-writer-nogui
  has_package python3-uno || echo python3-uno
  has_package fonts-liberation2 || echo fonts-liberation2
  if [ "${1:-}" = tests ]; then
    command -v chromium >/dev/null || echo chromium
    command -v pdftotext >/dev/null || echo poppler-utils
    command -v certutil >/dev/null || echo libnss3-tools
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  local packages=("$@")
  command -v apt-get >/dev/null ||
    fail "Máy này không có apt. Hãy tự cài: ${packages[*]}" "(No apt here. Install these yourself: ${packages[*]})"
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
    fail "Cần quyền quản trị để cài: ${packages[*]}" "Hãy nhờ quản trị chạy: apt-get install ${packages[*]}" \
      "(Administrator rights are needed; ask for: apt-get install ${packages[*]})"
  say "Đang cài đặt (installing): ${packages[*]}"
  # Debian makes and starts a cluster of its own unless this file says no; the product has its private one.
  if [[ " ${packages[*]} " == *" postgresql-15 "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  local log
  log=$(mktemp)
  # Through env: sudo drops variables of the caller.
  if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "${packages[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "Không cài được: ${packages[*]}. Xem thông báo của apt ở trên." "(Installation failed; see apt's message above.)"
  fi
  rm -f "$log"
}

setup() {
  require_tools
  local missing
  mapfile -t missing < <(missing_packages "${1:-}")
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# True when no source is newer than the built server.
is_built() {
  [ -e "$SERVER_DLL" ] && [ -e src/QmsWorkflow.Server/wwwroot/lib/tabler.min.css ] &&
    [ -z "$(find src Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig global.json \
      \( -name node_modules -o -path src/QmsWorkflow.Server/wwwroot/lib \) -prune -o -newer artifacts/.server-built -print -quit 2>/dev/null || echo stale)" ] &&
    [ -e artifacts/.server-built ]
}

# Builds the server in Release when needed; quiet unless it fails. Two callers at once wait for each other.
build_server() {
  mkdir -p artifacts
  exec 9>artifacts/.build-lock
  flock 9
  if ! is_built; then
    local log stamp
    log=$(mktemp)
    stamp=$(mktemp)
    if ! dotnet build "$SERVER_PROJECT" -c Release -v quiet --nologo -nodeReuse:false >"$log" 2>&1 9>&-; then
      grep -E 'error|warning' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
      rm -f "$log" "$stamp"
      fail 'Không biên dịch được chương trình.' '(The build failed.)'
    fi
    # The time the build began: what was edited meanwhile is built again next time.
    touch -r "$stamp" artifacts/.server-built
    rm -f "$log" "$stamp"
  fi
  exec 9>&-
}

#!/usr/bin/env bash
# Installs what is missing, builds, and serves with the demo agencies. Ctrl-C stops it; the data stays in data/.
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup
say 'Đang biên dịch… (building)'
build_server
export Demo__Enabled="${Demo__Enabled:-true}"
exec dotnet "$SERVER_DLL" serve "$@"

#!/usr/bin/env bash
# Fails unless the release that answers at a URL is this one: operations/smoke.sh URL RELEASE
# With CLIENT_ID and CLIENT_SECRET of a service client in the environment, the table has to answer, too.
set -euo pipefail
url=${1%/} release=$2
ask=(curl --fail --silent --show-error --max-time 30)

health=$("${ask[@]}" --retry 5 --retry-all-errors "$url/health")
echo "$health"
case $health in
  *"\"version\":\"$release\""*) ;;
  *) echo "That is not release $release." >&2; exit 1 ;;
esac

if [ -n "${CLIENT_ID:-}" ]; then
  # By standard input, as the arguments of a process are for all to see.
  token=$(printf 'user = "%s:%s"\n' "$CLIENT_ID" "$CLIENT_SECRET" |
    "${ask[@]}" --config - --data grant_type=client_credentials "$url/oauth/token" |
    sed -E 's/.*"access_token": ?"([^"]+)".*/\1/')
  printf 'header = "Authorization: Bearer %s"\n' "$token" | "${ask[@]}" --config - "$url/health?deep=1"
  echo
fi

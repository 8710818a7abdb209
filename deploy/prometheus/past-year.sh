#!/bin/sh
# past-year.sh SAMPLES DATA START END: gives a Prometheus that was not there a past year. SAMPLES is what `shixu replay --openmetrics` wrote, DATA the folder of blocks that
# Prometheus is to start on (--storage.tsdb.path), START and END are the first and the last day, as 2024-01-01T00:00:00Z. What the rules record is written besides, a sample a day.
# PORT (9099) is where a Prometheus of its own answers meanwhile, on this machine alone.
set -eu
samples="$1" data="$2" start="$3" end="$4"
url="http://127.0.0.1:${PORT:-9099}"
here="$(dirname "$0")"
mkdir -p "$data"
work="$(mktemp -d)"
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || :; fi; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
: >"$work/none.yml"

promtool tsdb create-blocks-from openmetrics --quiet --max-block-duration=5000h "$samples" "$data"

# A record may rest on another, which must be there before: four times is as deep as they go. Blocks are read at the start alone.
for turn in 1 2 3 4; do
  prometheus --config.file="$work/none.yml" --storage.tsdb.path="$data" --storage.tsdb.retention.time=100y --query.lookback-delta=25h \
    --web.listen-address="${url#http://}" 2>"$work/log" &
  server=$!
  until promtool query instant "$url" 'vector(1)' >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { tail -5 "$work/log" >&2; exit 1; }
    sleep 0.2
  done
  promtool tsdb create-blocks-from rules --quiet --max-block-duration=5000h --url="$url" --start="$start" --end="$end" --eval-interval=24h --output-dir="$work/recorded" \
    "$here/rules/recorded.yml" >"$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
  kill "$server"
  wait "$server" || :
  server=
  mv "$work"/recorded/0* "$data"
done

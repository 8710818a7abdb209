#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, once: what is there already stays as it is.
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"

command -v openssl >/dev/null || { echo "openssl is needed for the mail catcher's certificate: apt-get install openssl" >&2; exit 1; }

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"; }

make database_password "$(random)"
make database_url "postgres://shixu:$(cat "$folder/database_password")@postgres:5432/shixu"
make reader_password "$(random)"
# For the API until tokens are made by shixu token create; it reads everything.
make api_token "$(random)"
make grafana_password "$(random)"
# Others give you these: write them in where you use the mail server, the channel or the receiver (deploy/alertmanager/alertmanager.yml).
for name in smtp_password webhook_secret wecom_robots wecom_secret wecom_token wecom_aes_key alertmanager_smtp_password alertmanager_pager_token alertmanager_screen_token; do
  [ -e "$folder/$name" ] || : >"$folder/$name"
done
# Made up for the mail catcher, which names itself "mail".
[ -s "$folder/mail_certificate" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail -addext subjectAltName=DNS:mail \
  -keyout "$folder/mail_key" -out "$folder/mail_certificate" 2>/dev/null

# Each service runs as a user of its own inside its container, and mounted files keep their rights: readable, in a folder that is not.
chmod 644 "$folder"/*
echo "secrets are in $folder; Grafana's user is admin, with the password in grafana_password"

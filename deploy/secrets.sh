#!/bin/sh
# Makes the passwords that docker-compose.yml mounts, once: what is there already stays as it is.
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"; }

make database_password "$(random)"
make database_url "postgres://shixu:$(cat "$folder/database_password")@postgres:5432/shixu"
make reader_password "$(random)"
# For the API until tokens are made by shixu token create; it reads everything.
make api_token "$(random)"
make grafana_password "$(random)"
# Alertmanager's receivers want these (deploy/alertmanager/alertmanager.yml): put the real ones in.
make alertmanager_smtp_password "$(random)"
make alertmanager_pager_token "$(random)"
make alertmanager_screen_token "$(random)"
# Made up for the mail catcher, which names itself "mail".
[ -s "$folder/mail_certificate" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail -addext subjectAltName=DNS:mail \
  -keyout "$folder/mail_key" -out "$folder/mail_certificate" 2>/dev/null

# Each service runs as a user of its own inside its container, and mounted files keep their rights: readable, in a folder that is not.
chmod 644 "$folder"/*
echo "secrets are in $folder; Grafana's user is admin, with the password in grafana_password"

#!/bin/sh
# Begins the replica set and makes a user a file in /run/secrets/users, named like its
# database; a user who is there gets the password of the file. It may be run again.
# WITHOUT_ROLES is for servers that know none.
set -eu
secrets=/run/secrets/users
# The member's full name. A pod has its own in /etc/hosts; a shorter one it would have to
# ask for, and a server that does not find itself when it begins leaves its set for good.
domain=
while read -r key value _; do
	if [ "$key" = search ]; then domain=.$value; fi
done </etc/resolv.conf
host=mongodb-0.mongodb$domain:27017
as_root() { # DATABASE COMMAND
	mongosh --quiet --norc "mongodb://root:$(cat $secrets/mongo_root_password)@$host/$1?authSource=admin&directConnection=true" --eval "$2"
}

as_root admin "db.adminCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: '$host' }] } })" ||
	echo "no replica set is begun: it was before, or the server says above why not"
for file in "$secrets"/*_service; do
	name=${file##*/}
	roles="[{ role: 'readWrite', db: '$name' }]"
	[ -z "${WITHOUT_ROLES:-}" ] || roles="[]"
	change="'$name', pwd: '$(cat "$file")', roles: $roles"
	if as_root "$name" "db.runCommand({ updateUser: $change })" >/dev/null 2>&1; then
		echo "$name has the password of its file"
	else
		as_root "$name" "db.runCommand({ createUser: $change })" >/dev/null
		echo "$name is made"
	fi
done

-- name: Addresses :many
SELECT * FROM addresses WHERE user_id = @user_id ORDER BY id;

-- name: InsertAddress :exec
INSERT INTO addresses (id, user_id, label, address, comuna, instructions)
VALUES (@id, @user_id, @label, @address, @comuna, @instructions);

-- name: ReplaceAddress :execrows
UPDATE addresses SET label = @label, address = @address, comuna = @comuna, instructions = @instructions
WHERE id = @id AND user_id = @user_id;

-- name: DeleteAddress :execrows
DELETE FROM addresses WHERE id = @id AND user_id = @user_id;

-- name: DeleteAddresses :exec
DELETE FROM addresses WHERE user_id = @user_id;

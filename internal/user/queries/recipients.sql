-- name: Recipients :many
SELECT * FROM recipients WHERE user_id = @user_id ORDER BY id;

-- name: InsertRecipient :exec
INSERT INTO recipients (id, user_id, name, phone, address, comuna, instructions, dates)
VALUES (@id, @user_id, @name, @phone, @address, @comuna, @instructions, @dates);

-- name: ReplaceRecipient :execrows
UPDATE recipients SET name = @name, phone = @phone, address = @address, comuna = @comuna, instructions = @instructions, dates = @dates
WHERE id = @id AND user_id = @user_id;

-- name: DeleteRecipient :execrows
DELETE FROM recipients WHERE id = @id AND user_id = @user_id;

-- name: DeleteRecipients :exec
DELETE FROM recipients WHERE user_id = @user_id;

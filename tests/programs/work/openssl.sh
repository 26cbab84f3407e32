needs=openssl

work() {
  seq 5000 >plain
  under openssl enc -aes-256-cbc -pbkdf2 -pass pass:word -in plain -out secret
  under openssl enc -d -aes-256-cbc -pbkdf2 -pass pass:word -in secret | cmp - plain
  under openssl dgst -sha256 plain
  under openssl genpkey -algorithm ed25519 -out key.pem
  under openssl pkeyutl -sign -rawin -inkey key.pem -in plain -out signature
  under openssl pkeyutl -verify -rawin -inkey key.pem -in plain -sigfile signature
}

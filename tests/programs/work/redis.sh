needs='redis-check-rdb redis-cli'

work() {
  # One program, which goes by its name. Debian has it with the client, so that no service is
  # needed for it.
  ln -s "$(command -v redis-check-rdb)" redis-server
  serve ./redis-server --port 0 --unixsocket "$PWD/listener" --save '' --appendonly yes \
    --logfile server.log
  until_there redis-cli -s listener ping
  redis-cli -s listener set word value
  redis-cli -s listener get word
  for number in 1 2 3 4 5; do redis-cli -s listener rpush list "$number"; done
  redis-cli -s listener lrange list 0 -1
  redis-cli -s listener save
  redis-cli -s listener shutdown
  served
}

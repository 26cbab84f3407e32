needs=git

work() {
  export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_PAGER=cat GIT_EDITOR=true
  export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_AUTHOR_DATE='2020-01-01T00:00:00Z'
  export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
  export GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
  seq 1000 >numbers
  echo text >text
  # A command at a time: the policy is widened by each.
  under git init -q -b main
  under git add .
  under git commit -q -m first
  seq 2000 >numbers
  under git commit -q -a -m second
  # Git reads a file again that changed in the second of its index, and then renews the time of an
  # object that is there already. Whether that happens is chance, so it is made to happen once.
  under git hash-object -w numbers
  under git log --stat --format='%H %s'
  under git status --short
}

# complete.zsh: what a Tab makes of each line of standard input, in an interactive zsh that
# has the completion script in its current folder.
zmodload zsh/zpty
export TERM=dumb
zpty shell zsh -f -i
zpty -w shell '{
  PROMPT= RPROMPT= fpath=($PWD $fpath); unsetopt beep; LISTMAX=1000
  autoload -Uz compinit; compinit -u -D
  show() { print -r -- "<<${BUFFER}>>"; BUFFER= }
  zle -N show; bindkey "^X" show
  zle-line-init() { print "<<re""ady>>" }
  zle -N zle-line-init
}'
zpty -r -m shell answer '*<<ready>>*'
while IFS= read -r line; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r -m shell answer '*<<*>>*'
  answer=${answer##*<<}
  print -r -- "$line => ${answer%%>>*}"
done
zpty -d shell

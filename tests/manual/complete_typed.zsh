# complete_typed.zsh: what a Tab makes of each line of standard input, in an interactive bash
# that has read the completion script _bash of the current folder.
zmodload zsh/zpty
export TERM=dumb
zpty shell bash --norc --noprofile -i
zpty -w shell 'show() { printf "%s" "<""<$READLINE_LINE>>"; READLINE_LINE=; }
bind -x "\"\\C-x\": show"; bind "set bell-style none"; . ./_bash; PS1=; echo "<<re""ady>>"'
zpty -r -m shell answer '*<<ready>>*'
while IFS= read -r line; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r -m shell answer '*<<*>>*'
  answer=${answer##*<<}
  print -r -- "$line => ${answer%%>>*}"
done
zpty -d shell

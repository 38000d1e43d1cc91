// A parameter of many points is changed without saying all of them: a text that begins with `~` goes after the one that
// stands, as in `1,2;2,1` and `~2=3,4`. `lossviz/inputs/point_texts.py` reads both together.

/** Whole texts of a state, by those that stand. */
export function whole(state, standing) {
  return Object.fromEntries(Object.entries(state).map(([name, text]) => (
    [name, text.startsWith("~") ? (standing[name] ?? "") + text : text]
  )))
}

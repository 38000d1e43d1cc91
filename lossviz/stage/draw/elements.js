// Small makers of page elements.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

/** Write a text only where it changed, so that nothing is laid out for nothing; into the node that is there, if one is. */
export function write(target, text) {
  if (target.textContent === text) return
  const only = target.firstChild
  if (only?.nodeType === Node.TEXT_NODE && !only.nextSibling && text) only.data = text
  else target.textContent = text
}

/** Show or hide without moving what stands around it. */
export function show(target, visible) {
  if (target.hidden === visible) target.hidden = !visible
}

/** A text, or as much of its beginning as there is room for, with an ellipsis. */
export function cutText(text: string, capacity: number): string {
  return text.length > capacity
    ? `${text.slice(0, Math.max(1, capacity - 1))}…`
    : text
}

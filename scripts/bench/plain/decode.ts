/** Undoes percent encoding as the platform does it; what it refuses stays as it is. */
export function decodePlainly(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

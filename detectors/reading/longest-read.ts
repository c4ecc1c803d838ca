/** Longer text is cut here: an attack sits well inside, and no reading may take long. */
export const longestRead = 8192

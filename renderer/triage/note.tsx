import { visibleText } from '../parts/marked-text.tsx'

/** A note as it was written, its lines kept; other signs that would hide are shown. */
export function Note({ text }: { text: string }) {
  return (
    <p className="triage-note">
      {text.split(/(\n)/).map((part) => (part === '\n' ? part : visibleText(part)))}
    </p>
  )
}

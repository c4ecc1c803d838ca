import { visibleText } from '../parts/marked-text.tsx'

/** The method and the path template of a shape of request. */
export function Shape({ method, template }: { method?: string | undefined; template: string }) {
  return (
    <span className="mono expect-shape">
      {method !== undefined && <span className="quiet">{visibleText(method)} </span>}
      {visibleText(template)}
    </span>
  )
}

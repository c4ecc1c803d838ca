/**
 * Expecting: a shape of request that is no longer reported as an anomaly. `provider.tsx` asks about it from any page,
 * does it, tells what was done and takes it back; `dialog.tsx` shows the effect before anything is done.
 */
export { useExpect } from './provider.tsx'
export { Shape } from './shape.tsx'

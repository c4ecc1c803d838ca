/** The engine and the router that implements the contract over it. */
export { createRouter, type EngineRouter } from './api/router.ts'
export { Engine, type EngineOptions } from './engine.ts'

import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '../contract/index.ts'
import packageJson from '../package.json' with { type: 'json' }

let document: Promise<object> | undefined

/** The OpenAPI document of the contract, as `/api/openapi.json` serves it; made when first asked for. */
export function openApiDocument(): Promise<object> {
  document ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(
    contract,
    {
      info: { title: 'Vedette', version: packageJson.version },
      servers: [{ url: '/api' }],
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
  )
  return document
}

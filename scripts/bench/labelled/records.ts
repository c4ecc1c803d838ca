import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { reasonOf, Unusable } from './unusable.ts'

/** Ids, sources and labels go into tables and TSV: no tabs or line ends. */
const Name = z.string('must be text').regex(/^[^\t\r\n]+$/, 'must be text without tabs or line ends')

const LabelledRecord = z.object(
  { id: Name, source: Name, label: Name, line: z.string('must be text') },
  'must be an object',
)
/** A log line and what it is: `label` names the attack, or says that there is none. */
export type LabelledRecord = z.infer<typeof LabelledRecord>

/** Reads records one by one; empty lines are passed over. @throws Unusable with file and line, and what is wrong there */
export async function* readRecords(file: string): AsyncGenerator<LabelledRecord> {
  const handle = await openFile(file)
  let number = 0
  let isEmpty = true
  for await (const text of handle.readLines()) {
    number++
    if (text.trim() === '') continue
    isEmpty = false
    yield readRecord(text, `${file}, line ${number}`)
  }
  if (isEmpty) throw new Unusable(`${file} holds no record: give a JSONL file with one record a line.`)
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file)
    if (!(await handle.stat()).isDirectory()) return handle
    await handle.close()
  } catch (error) {
    throw new Unusable(`${file} cannot be read (${reasonOf(error)}): give a JSONL file.`)
  }
  throw new Unusable(`${file} is a folder: give a JSONL file.`)
}

const shape = 'each line must be a record {"id","source","label","line"}'

function readRecord(text: string, place: string): LabelledRecord {
  const record = LabelledRecord.safeParse(parse(text, place))
  if (record.success) return record.data
  const [issue] = record.error.issues
  const what = issue?.path[0] === undefined ? 'this' : `"${String(issue.path[0])}"`
  throw new Unusable(`${place}: ${what} ${issue?.message}; ${shape}.`)
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unusable(`${place}: this is not JSON; ${shape}.`)
  }
}

// Reads a WARC file with npm's warcio and prints one JSON object a record, for
// TestWarcioReads:
//   node warcio.mjs warcio/dist/index.all.js FILE.warc.gz
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [library, file] = process.argv.slice(2)
const { WARCParser } = await import(pathToFileURL(library))
const sum = (b) => 'sha256:' + createHash('sha256').update(b).digest('hex')

const blocks = []
for await (const r of new WARCParser(createReadStream(file), { parseHttp: false })) {
  blocks.push(sum(await r.readFully(false)))
}
let i = 0
for await (const r of new WARCParser(createReadStream(file))) {
  const raw = await r.readFully(false)
  const one = {
    type: r.warcType, url: r.warcTargetURI, date: r.warcDate, status: r.httpHeaders?.statusCode || 0,
    block: r.warcBlockDigest === blocks[i++],
    payload: r.warcPayloadDigest ? r.warcPayloadDigest === sum(raw) : null,
    digest: r.warcPayloadDigest, profile: r.warcHeader('WARC-Profile'), refersTo: r.warcHeader('WARC-Refers-To-Target-URI'),
  }
  if (r.warcType === 'response') one.text = new TextDecoder().decode(await r.readFully(true)).slice(0, 2000)
  console.log(JSON.stringify(one))
}

// Reads an original's mementos as a client does that knows RFC 7089 and nothing of the
// server: node memento.cjs LIBRARY TIMEGATE DATETIME...; LIBRARY is npm's
// http-link-header. Prints a JSON object: the TimeMap, and for each time what the
// TimeGate led to.
const Link = require(process.argv[2])

const one = (links, rel) => {
  const found = links.rel(rel)
  if (found.length !== 1) throw new Error(`${found.length} links with rel="${rel}"`)
  return found[0]
}

const main = async () => {
  const [gate, ...times] = process.argv.slice(3)
  const out = { led: [] }
  for (const time of times) {
    const res = await fetch(gate, { headers: { 'Accept-Datetime': time } })
    const links = Link.parse(res.headers.get('link'))
    out.led.push({ status: res.status, at: res.headers.get('memento-datetime'), original: one(links, 'original').uri, first: one(links, 'first').datetime, last: one(links, 'last').datetime, words: await res.text() })
    out.map = one(links, 'timemap').uri
    if (one(links, 'timegate').uri !== gate) throw new Error('the memento names another TimeGate')
  }
  const res = await fetch(out.map)
  if (res.headers.get('content-type') !== 'application/link-format') throw new Error('a TimeMap of type ' + res.headers.get('content-type'))
  const map = Link.parse((await res.text()).trim())
  out.self = one(map, 'self')
  out.original = one(map, 'original').uri
  out.mementos = []
  for (const m of map.rel('memento')) {
    const got = await fetch(m.uri)
    out.mementos.push({ listed: m.datetime, at: got.headers.get('memento-datetime'), redirected: got.redirected })
  }
  console.log(JSON.stringify(out))
}
main().catch(e => { console.error(e); process.exit(1) })

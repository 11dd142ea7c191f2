// A Bluesky PDS with its directory of identities on loopback, for TestLivePDS:
//   npm install @atproto/pds @did-plc/server better-sqlite3@12 && node pds.mjs 2582 2583
// Where no built better-sqlite3 can be had it is compiled, which takes minutes; with Debian's
// node and libnode-dev set npm_config_nodedir=/usr.
import { PDS, envToCfg, envToSecrets, readEnv } from '@atproto/pds'
import plc from '@did-plc/server'
import { mkdtempSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
const [plcPort, pdsPort] = process.argv.slice(2).map(Number)
const dir = mkdtempSync('/tmp/pdsdata-')
const db = plc.Database.mock()
const p = plc.PlcServer.create({ db, port: plcPort })
await p.start()
Object.assign(process.env, {
  PDS_HOSTNAME: 'localhost', PDS_PORT: String(pdsPort), PDS_DEV_MODE: 'true', PDS_DATA_DIRECTORY: dir, PDS_BLOBSTORE_DISK_LOCATION: dir + '/blobs',
  PDS_JWT_SECRET: 'jwt-secret', PDS_ADMIN_PASSWORD: 'admin', PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: randomBytes(32).toString('hex'),
  PDS_DID_PLC_URL: `http://localhost:${plcPort}`, PDS_INVITE_REQUIRED: 'false', PDS_SERVICE_HANDLE_DOMAINS: '.test', PDS_DISABLE_SSRF_PROTECTION: 'true',
  LOG_ENABLED: 'false', PDS_RECOVERY_DID_KEY: '',
})
const env = readEnv()
const pds = await PDS.create(envToCfg(env), envToSecrets(env))
await pds.start()
console.log('ready')

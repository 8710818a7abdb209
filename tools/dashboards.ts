/** Writes Grafana's dashboards from their code: `npm run dashboards`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDashboards } from './dashboards/generate.ts'

const folder = join(import.meta.dirname, '..', 'deploy', 'grafana', 'dashboards')
for (const [name, text] of generateDashboards()) {
  writeFileSync(join(folder, name), text)
  console.log(`wrote deploy/grafana/dashboards/${name}`)
}

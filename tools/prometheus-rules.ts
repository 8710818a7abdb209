/** Writes deploy/kubernetes/base/prometheus-rules.yaml, the same rules as those of deploy/prometheus/rules for the Prometheus operator. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

const DEPLOY = join(import.meta.dirname, '..', 'deploy')
const RULES = join(DEPLOY, 'prometheus', 'rules')

const groups = readdirSync(RULES)
  .sort()
  .flatMap((name) => (parse(readFileSync(join(RULES, name), 'utf8')) as { readonly groups: readonly object[] }).groups)

const resource = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'shixu', labels: { 'app.kubernetes.io/part-of': 'shixu' } },
  spec: { groups },
}
const note =
  '# Made by `npm run docs` from deploy/prometheus/rules. The Prometheus needs `externalLabels: { runbooks: … }`: where the pages of docs/runbooks/ are read.\n'
writeFileSync(join(DEPLOY, 'kubernetes', 'base', 'prometheus-rules.yaml'), `${note}${stringify(resource, { lineWidth: 0 })}`)

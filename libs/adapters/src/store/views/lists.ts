import type { SqlWords } from '../dialect.ts'
import { dayOf } from './releases.ts'
import type { View } from './view.ts'

/** What there is at all: regions and indicators. */
export const listViews = (words: SqlWords): readonly View[] => [
  {
    name: 'region_now',
    comment: 'Every region that has a registry or targets: one row a region',
    columns: {
      region: ['k.region', 'Region by GB/T 2260: 420100 is Wuhan'],
      name_zh: ['coalesce(r.name_zh, k.region)', 'Name, Chinese'],
      name_en: ['coalesce(r.name_en, k.region)', 'Name, English'],
      invented: ['coalesce(r.invented, 0)', '1 where the region or its figures are made up, else 0'],
      year: ['(select max(t.year) from target t where t.region = k.region and t.withdrawn = 0)', 'Newest year that has targets, calendar year'],
      targets: [
        `(select count(*) from target t where t.region = k.region and t.withdrawn = 0
          and t.year = (select max(n.year) from target n where n.region = k.region and n.withdrawn = 0))`,
        'Targets of that year, a count',
      ],
      today: [dayOf(words, 'k.region'), 'The day that the region has come to, YYYY-MM-DD'],
    },
    from: 'from (select region from region_name union select region from target) k left join region_name r on r.region = k.region',
  },
  {
    name: 'indicator_list',
    comment: 'What is measured, by whom it is published and when: one row an indicator and region',
    columns: {
      region: ['i.region', 'Region by GB/T 2260'],
      indicator: ['i.indicator', 'Id of the indicator'],
      name_zh: ['i.name_zh', 'Name, Chinese'],
      name_en: ['i.name_en', 'Name, English'],
      unit: ['i.unit', 'Expanded unit of its levels: 元, 户, %'],
      measures: ['i.measures', 'What is published of it: level, growth, share, done; a JSON list'],
      coverage: ['i.coverage', 'What a figure covers: ytd, month, quarter or point'],
      publisher_by: ['i.publisher_by', 'office (it is published) or bureau (it is reported)'],
      publisher: ['i.publisher', 'Who publishes it, Chinese'],
      release_basis: ['i.release_basis', "Whether the release rule is the publisher's word (stated) or a guess (assumed)"],
      definition: ['i.definition', 'What exactly is counted; null where the name says it'],
    },
    from: 'from indicator i',
  },
]

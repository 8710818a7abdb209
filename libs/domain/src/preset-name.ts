/** Rules that cities, ministries and tools publish, by where and when. */
export type PresetName = 'yinchuan-2025' | 'wuhan-2022' | 'sanya-2022' | 'tianjin-2022' | 'ndrc-2020' | 'xuancheng-2020' | 'servicenow' | 'straight'

export const PRESET_NAMES = [
  'yinchuan-2025',
  'wuhan-2022',
  'sanya-2022',
  'tianjin-2022',
  'ndrc-2020',
  'xuancheng-2020',
  'servicenow',
  'straight',
] as const satisfies readonly PresetName[]

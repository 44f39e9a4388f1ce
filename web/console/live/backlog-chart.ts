/** ECharts, only the parts a line needs; loaded after the river is on the screen. */
import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { timeText } from '#web/kit/figures.ts'
import type { Sample } from './backlog.tsx'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

export function openChart(place: HTMLElement) {
  const chart = init(place, null, { renderer: 'svg' })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(place)
  const style = getComputedStyle(place)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const [ink, line, people, calls] = ['--soft', '--line', '--teal', '--watch'].map(colour)
  const font = { fontFamily: style.fontFamily, fontSize: 12, color: ink ?? '' }
  chart.setOption({
    animation: false,
    textStyle: font,
    grid: { left: 40, right: 92, top: 22, bottom: 22 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour('--card'),
      borderColor: line,
      textStyle: { ...font, color: colour('--ink') },
    },
    xAxis: {
      type: 'time',
      axisLabel: {
        ...font,
        hideOverlap: true,
        formatter: (ms: number) => timeText(new Date(ms).toISOString()),
      },
      axisLine: { lineStyle: { color: line } },
      splitNumber: 3,
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: font,
      splitNumber: 3,
      splitLine: { lineStyle: { color: line } },
    },
    series: [seriesOf('people', people ?? '', -7), seriesOf('vendor calls', calls ?? '', 7)],
  })
  return {
    draw: (samples: readonly Sample[]) =>
      chart.setOption({
        series: [
          { data: samples.map(({ atMs, waiting }) => [atMs, waiting]) },
          { data: samples.map((sample) => [sample.atMs, sample.calls]) },
        ],
      }),
    close: () => {
      watch.disconnect()
      chart.dispose()
    },
  }
}

/** The line bears its own name at its end; the two names keep apart where the lines meet. */
const seriesOf = (name: string, color: string, lift: number) => ({
  type: 'line' as const,
  name,
  showSymbol: false,
  lineStyle: { width: 2, color },
  itemStyle: { color },
  endLabel: { show: true, formatter: '{a}', color, fontSize: 12, offset: [0, lift] },
  data: [],
})

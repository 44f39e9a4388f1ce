/** ECharts, only the parts an answer needs; loaded when one is drawn. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { countText, dateText } from '#web/kit/figures.ts'
import { drawnOf, REST, type Drawable } from './chart-shape.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** Colour-blind safe (Okabe and Ito), the house's accent first. */
const PALETTE = ['', '#d55e00', '#0072b2', '#cc79a7', '#e69f00', '#56b4e9']

const DAY = /^\d{4}-\d\d-\d\d$/
/** A bar as wide as the chart, of one day alone, would say nothing more. */
const BAR_WIDTH_MAX = 56

export function draw(
  place: HTMLElement,
  answer: Drawable,
  shape: 'bars' | 'line',
  { isStacked = false } = {},
): () => void {
  const { labels, series } = drawnOf(answer)
  const chart = init(place, null, { renderer: 'svg' })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(place)
  const style = getComputedStyle(place)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const font = { fontFamily: style.fontFamily, fontSize: 12, color: colour('--soft') }
  const line = colour('--line')
  chart.setOption({
    animation: false,
    color: [colour('--teal'), ...PALETTE.slice(1)],
    textStyle: font,
    grid: { left: 8, right: 16, top: series.length > 1 ? 32 : 12, bottom: 8, containLabel: true },
    legend: {
      ...{ show: series.length > 1, type: 'scroll', top: 0, left: 0, icon: 'roundRect' },
      ...{ textStyle: font, pageTextStyle: font, pageIconColor: colour('--soft') },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour('--card'),
      borderColor: line,
      textStyle: { ...font, color: colour('--ink') },
    },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: {
        ...{ ...font, hideOverlap: true },
        formatter: (label: string) => (DAY.test(label) ? dateText(label) : label),
      },
      axisLine: { lineStyle: { color: line } },
    },
    // Bars start at nothing, so that twice as much looks twice as much.
    yAxis: {
      type: 'value',
      ...(shape === 'bars' && { min: (range: { min: number }) => Math.min(0, range.min) }),
      // Of what is counted there is no half.
      ...(series.every(({ figures }) => figures.every(isWhole)) && { minInterval: 1 }),
      axisLabel: { ...font, formatter: countText },
      splitLine: { lineStyle: { color: line } },
    },
    series: series.map(({ name, figures }) => ({
      ...{ name, type: shape === 'bars' ? 'bar' : 'line', data: [...figures], showSymbol: false },
      barMaxWidth: BAR_WIDTH_MAX,
      ...(isStacked && shape === 'bars' && { stack: 'all' }),
      ...(name === REST && { itemStyle: { color: colour('--faint') } }),
    })),
  })
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}

const isWhole = (figure: number | null): boolean => figure === null || Number.isInteger(figure)

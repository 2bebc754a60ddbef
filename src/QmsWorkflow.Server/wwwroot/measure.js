// What the pages of results do beyond their markup: draw trends, and print. Without it they still say everything.
(() => {
  'use strict';

  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }

  const colours = { Met: '#1d6f42', Missed: '#b02121', NotArisen: '#5a6675', NoData: '#8a5a00' };
  const symbols = { Met: 'circle', Missed: 'diamond', NotArisen: 'emptyCircle', NoData: 'emptyCircle' };
  const charts = [];
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  function draw(element) {
    const data = JSON.parse(element.dataset.chart);
    const chart = echarts.init(element);
    const known = [...data.values, ...data.targets].filter(value => value !== null);
    const low = Math.min(...known), high = Math.max(...known);
    const room = Math.max((high - low) * 0.15, 0.5);
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit' },
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: {
        top: 0, left: 0,
        data: [{ name: data.valueName, icon: 'circle' }, { name: data.targetName, icon: 'path://M0,9L8,9L8,12L0,12ZM12,9L20,9L20,12L12,12Z' }].slice(0, data.targets.some(target => target !== null) ? 2 : 1),
      },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        formatter: points => {
          const at = points[0].dataIndex;
          return [data.labels[at], `${data.valueName}: ${data.shown[at] || '–'} (${data.says[at]})`, `${data.targetName}: ${data.targetsShown[at] || '–'}`].join('\n');
        },
      },
      xAxis: { type: 'category', data: data.labels, axisLabel: { hideOverlap: true } },
      yAxis: {
        type: 'value',
        min: Math.max(0, Math.floor(low - room)),
        max: data.unit === '%' ? Math.min(100, Math.ceil(high + room)) : Math.ceil(high + room),
        axisLabel: { formatter: value => data.unit === '%' ? `${numbers.format(value)}%` : numbers.format(value) },
      },
      series: [
        {
          name: data.valueName, type: 'line', lineStyle: { color: '#206bc4', width: 2 }, itemStyle: { color: '#206bc4' }, symbolSize: 10,
          data: data.values.map((value, at) => ({ value, symbol: symbols[data.outcomes[at]], itemStyle: { color: colours[data.outcomes[at]] } })),
        },
        { name: data.targetName, type: 'line', step: 'middle', symbol: 'none', lineStyle: { color: '#3d4a5c', type: 'dashed', width: 1.5 }, itemStyle: { color: '#3d4a5c' }, data: data.targets },
      ],
    });
    charts.push(chart);
  }

  if (window.echarts) document.querySelectorAll('[data-chart]').forEach(draw);
  window.addEventListener('resize', () => charts.forEach(chart => chart.resize()));
  window.addEventListener('beforeprint', () => charts.forEach(chart => chart.resize()));
})();

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SocMap</name>
        <message>
            <source>soil,carbon,organic carbon,SOC,digital soil mapping</source>
            <translation>土壤,碳,有机碳,SOC,数字土壤制图</translation>
        </message>
        <message>
            <source>Other names for the layers, in the order of {}: one a layer, empty where a layer keeps its own. For layers that a graphical model computes, which are all called OUTPUT. Steps count as in the names of files: greenup_2002.</source>
            <translation>图层的其他名称，按 {} 的顺序：每个图层一个，保留原名处留空。用于图形模型计算出的图层，它们都叫 OUTPUT。时间步按文件名的规则识别：greenup_2002。</translation>
        </message>
        <message>
            <source>Names of the covariates, by position</source>
            <translation>按位置指定的协变量名称</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Compare Maps</source>
            <translation>比较地图</translation>
        </message>
        <message>
            <source>3 Map</source>
            <translation>3 制图</translation>
        </message>
        <message>
            <source>Says how much two or more maps differ, where, and whether by more than their limits allow.</source>
            <translation>说明两幅或多幅地图相差多少、在哪里相差，以及是否超出其界限所允许的范围。</translation>
        </message>
        <message>
            <source>difference,comparison,change,models,scatter,density,zonal statistics,intervals,overlap,concordance</source>
            <translation>差异,比较,变化,模型,散点,密度,分区统计,区间,重叠,一致性</translation>
        </message>
        <message>
            <source>Map minus first map, a band for each map after the first; blue where the map is higher, red where not.</source>
            <translation>地图减去第一幅地图，第一幅之后的每幅地图一个波段；地图较高处为蓝色，否则为红色。</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>A row for each map and zone, as CSV.</source>
            <translation>每幅地图和每个分区一行，CSV 格式。</translation>
        </message>
        <message>
            <source>Distributions, densities and numbers of the differences, for reading.</source>
            <translation>差异的分布、密度和数字，供阅读。</translation>
        </message>
        <message>
            <source>Comparison report</source>
            <translation>比较报告</translation>
        </message>
        <message>
            <source>Two or more rasters of one thing in one unit. All are compared with the first of the list, and read onto its pixels.</source>
            <translation>同一事物、同一单位的两个或多个栅格。全部与列表中的第一个比较，并读取到其像元上。</translation>
        </message>
        <message>
            <source>Rasters of the lower limits of all maps, in the order of the maps; none are needed.</source>
            <translation>所有地图的下限栅格，按地图的顺序；可不提供。</translation>
        </message>
        <message>
            <source>Rasters of the upper limits, in the same order: with both it is counted where the intervals of two maps do not overlap.</source>
            <translation>上限栅格，顺序相同：两者都有时，统计两幅地图的区间不重叠之处。</translation>
        </message>
        <message>
            <source>Polygons, such as districts or kinds of land use, for which the numbers are given as well.</source>
            <translation>多边形，例如行政区或土地利用类型，也为其给出数字。</translation>
        </message>
        <message>
            <source>What zones are called; empty: by the number of the feature.</source>
            <translation>分区的名称；留空：用要素编号。</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>地图</translation>
        </message>
        <message>
            <source>Lower limits</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>Upper limits</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>分区</translation>
        </message>
        <message>
            <source>Field of the name</source>
            <translation>名称字段</translation>
        </message>
        <message>
            <source>Width of the {} % interval in % of the prediction</source>
            <translation>{} % 区间的宽度占预测值的百分比</translation>
        </message>
        <message>
            <source>So many new samples would lie between the lower and the upper limit: 0.9 for nine of ten.</source>
            <translation>这一比例的新样点会位于下限与上限之间：0.9 表示十个中有九个。</translation>
        </message>
        <message>
            <source>Share of observations within the limits</source>
            <translation>位于界限内的观测比例</translation>
        </message>
        <message>
            <source>The lower end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>新样点所在区间的下端，用留出的样点校准。</translation>
        </message>
        <message>
            <source>The upper end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>新样点所在区间的上端，用留出的样点校准。</translation>
        </message>
        <message>
            <source>The standard deviation of the members of the ensemble, in the unit of the target: where they differ. It is much smaller than the error of the map; for that take the limits.</source>
            <translation>集成成员的标准差，以目标变量的单位计：表示成员意见不一之处。它远小于地图的误差；误差请看上下限。</translation>
        </message>
        <message>
            <source>How far a pixel's covariates are from those of the most similar sample; 1 is the mean distance of two samples. Covariates count as much as they matter to the model.</source>
            <translation>像元的协变量与最相似样点的协变量相距多远；1 为两个样点的平均距离。协变量按其对模型的重要性计。</translation>
        </message>
        <message>
            <source>How many samples are more similar to a pixel than the limit of the area of applicability.</source>
            <translation>与像元的相似程度超过适用范围界限的样点数。</translation>
        </message>
        <message>
            <source>1 where a pixel is as similar to the samples as they are to each other, 0 where it is not and where neither the map nor its limits can be relied on.</source>
            <translation>像元与样点的相似程度不亚于样点之间时为 1，否则为 0；在 0 处地图及其界限都不可信。</translation>
        </message>
        <message>
            <source>Outside: unlike all samples, do not rely on the map here</source>
            <translation>范围外：与所有样点都不相似，此处地图不可信</translation>
        </message>
        <message>
            <source>Inside: similar to the samples</source>
            <translation>范围内：与样点相似</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon</source>
            <translation>土壤有机碳下限</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon</source>
            <translation>土壤有机碳上限</translation>
        </message>
        <message>
            <source>Disagreement of the ensemble</source>
            <translation>集成的分歧</translation>
        </message>
        <message>
            <source>Dissimilarity from the samples</source>
            <translation>与样点的相异度</translation>
        </message>
        <message>
            <source>Number of similar samples</source>
            <translation>相似样点数</translation>
        </message>
        <message>
            <source>Area of applicability</source>
            <translation>适用范围</translation>
        </message>
        <message>
            <source>Map Every Group</source>
            <translation>为每个组制图</translation>
        </message>
        <message>
            <source>Trains and maps CNN-LSTM and random forest with every group of covariates, side by side in one picture.</source>
            <translation>用每组协变量训练 CNN-LSTM 和随机森林并制图，并排放在一幅图中。</translation>
        </message>
        <message>
            <source>figure 9,compare,groups,categories,CNN,LSTM,random forest,maps,paper,phenology</source>
            <translation>图9,比较,组,类别,CNN,LSTM,随机森林,地图,论文,物候</translation>
        </message>
        <message>
            <source>Memory (MB)</source>
            <translation>内存 (MB)</translation>
        </message>
        <message>
            <source>Folder of maps</source>
            <translation>地图文件夹</translation>
        </message>
        <message>
            <source>A GeoTIFF for each model and group, such as cnnlstm_1 and forest_4, numbered in the order of the groups.</source>
            <translation>每个模型和每个组一个 GeoTIFF，例如 cnnlstm_1 和 forest_4，按组的顺序编号。</translation>
        </message>
        <message>
            <source>The picture, the groups, and a table of all maps.</source>
            <translation>图、各组以及所有地图的表格。</translation>
        </message>
        <message>
            <source>Report of all maps</source>
            <translation>所有地图的报告</translation>
        </message>
        <message>
            <source>What is mapped: the ensemble of networks, the random forest, or both.</source>
            <translation>制图的对象：网络集成、随机森林，或两者。</translation>
        </message>
        <message>
            <source>Sets of categories, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow; there are two to four.</source>
            <translation>类别的集合，例如：climate,terrain; climate,terrain,phenology。留空：论文表 4 中数据集类别所允许的每个组；有两到四个。</translation>
        </message>
        <message>
            <source>The rectangle that is mapped, in any CRS; it is widened to whole pixels.</source>
            <translation>制图的矩形，可用任意坐标参照系；会扩展到整像元。</translation>
        </message>
        <message>
            <source>Polygons; pixels whose centre is outside are left empty. Selection and filter are honoured.</source>
            <translation>多边形；中心在外部的像元留空。遵循选择和过滤。</translation>
        </message>
        <message>
            <source>How much memory the windows of the map may take; less is slower, not worse.</source>
            <translation>地图的窗口可以占用多少内存；越少越慢，但结果不变差。</translation>
        </message>
        <message>
            <source>Picture of all maps</source>
            <translation>所有地图的图</translation>
        </message>
        <message>
            <source>PNG files (*.png)</source>
            <translation>PNG 文件 (*.png)</translation>
        </message>
        <message>
            <source>All maps beside each other with one ramp.</source>
            <translation>所有地图并排，使用同一色带。</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Groups of covariates (empty = those of the paper)</source>
            <translation>协变量组（空 = 论文中的各组）</translation>
        </message>
        <message>
            <source>Extent (empty = all of the reference grid)</source>
            <translation>范围（空 = 整个参考格网）</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>掩膜</translation>
        </message>
        <message>
            <source>Polygons of what the area of applicability leaves out, drawn as a hatch above the map. Of a map of more than 250,000 pixels they follow cells that lie outside by half or more. They need the area of applicability.</source>
            <translation>适用范围之外部分的多边形，以影线绘于地图之上。超过 250,000 个像元的地图中，多边形沿着一半或以上位于范围外的单元。需要适用范围。</translation>
        </message>
        <message>
            <source>Outside the area of applicability, hatched</source>
            <translation>适用范围之外（影线）</translation>
        </message>
        <message>
            <source>Predict SOC Raster</source>
            <translation>预测土壤有机碳栅格</translation>
        </message>
        <message>
            <source>Maps soil organic carbon with a trained model, between which limits it lies, and where that holds.</source>
            <translation>用训练好的模型绘制土壤有机碳、其所在的界限，以及其适用之处。</translation>
        </message>
        <message>
            <source>predict,map,raster,soil map,uncertainty,prediction interval,area of applicability,random forest,CNN,LSTM</source>
            <translation>预测,地图,栅格,土壤图,不确定性,预测区间,适用范围,随机森林,CNN,LSTM</translation>
        </message>
        <message>
            <source>Colours of the map</source>
            <translation>地图的颜色</translation>
        </message>
        <message>
            <source>Share of the map outside the area of applicability (%)</source>
            <translation>适用范围之外的地图比例（%）</translation>
        </message>
        <message>
            <source>Soil organic carbon</source>
            <translation>土壤有机碳</translation>
        </message>
        <message>
            <source>A model file made by Train CNN-LSTM or Train Random Forest.</source>
            <translation>由“训练 CNN-LSTM”或“训练随机森林”生成的模型文件。</translation>
        </message>
        <message>
            <source>Static and temporal rasters together, matched by name and step with those the model was trained on. Empty: the files that were read when the dataset was built.</source>
            <translation>静态和时间栅格一起提供，按名称和时间步与训练模型所用的匹配。空：构建数据集时读取的文件。</translation>
        </message>
        <message>
            <source>continuous: a ramp over nearly all values. quantiles: classes of as many pixels each. equal_intervals: classes of the same width.</source>
            <translation>continuous：覆盖几乎所有值的色带。quantiles：各类像元数相等。equal_intervals：各类宽度相等。</translation>
        </message>
        <message>
            <source>Colours as those of another map</source>
            <translation>采用另一幅地图的颜色</translation>
        </message>
        <message>
            <source>A map of the project whose look is taken over, so that both can be compared.</source>
            <translation>工程中的一幅地图，采用其外观，使两者可以比较。</translation>
        </message>
        <message>
            <source>The map, a cloud-optimised GeoTIFF in the unit of the target.</source>
            <translation>地图，云优化 GeoTIFF，单位与目标相同。</translation>
        </message>
        <message>
            <source>Minimum</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>First quartile</source>
            <translation>第一四分位数</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>Third quartile</source>
            <translation>第三四分位数</translation>
        </message>
        <message>
            <source>Maximum</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Share of the pixels that are mapped (%)</source>
            <translation>已制图像元的比例（%）</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Covariates (empty = the files of the dataset)</source>
            <translation>协变量（空 = 数据集的文件）</translation>
        </message>
        <message>
            <source>SOC Map models (*.socmodel)</source>
            <translation>SOC Map 模型 (*.socmodel)</translation>
        </message>
        <message>
            <source>Validate Map</source>
            <translation>验证地图</translation>
        </message>
        <message>
            <source>Says how good any map is, with points that it was not made with and what their selection allows to say.</source>
            <translation>用未参与制图的点说明任一地图有多好，以及这些点的选取方式允许得出什么结论。</translation>
        </message>
        <message>
            <source>validation,accuracy,independent,error,RMSE,R2,bias,design-based,random sample,stratified,coverage,residuals</source>
            <translation>验证,精度,独立,误差,RMSE,R2,偏差,基于设计,随机样本,分层,覆盖率,残差</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>精度指标</translation>
        </message>
        <message>
            <source>Every measure with its standard error and 95 % interval, as CSV.</source>
            <translation>每个指标及其标准误和 95 % 区间，CSV 格式。</translation>
        </message>
        <message>
            <source>How good the map is, with intervals, for reading.</source>
            <translation>地图有多好，带区间，供阅读。</translation>
        </message>
        <message>
            <source>Map validation report</source>
            <translation>地图验证报告</translation>
        </message>
        <message>
            <source>The raster to be judged, made with SOC Map or anything else. Its first band counts.</source>
            <translation>要评判的栅格，用 SOC Map 或其他方法制作。以其第一个波段为准。</translation>
        </message>
        <message>
            <source>A raster of lower limits of prediction intervals, where there is one.</source>
            <translation>预测区间下限的栅格，如果有的话。</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both it is counted how many observations lie between them.</source>
            <translation>上限的栅格：两者都有时，统计有多少观测位于其间。</translation>
        </message>
        <message>
            <source>Points that had no part in making the map, in any CRS. Selection and filter are honoured.</source>
            <translation>未参与制图的点，可用任意坐标参照系。选择和过滤均有效。</translation>
        </message>
        <message>
            <source>A field or an expression that gives the observed value in the unit of the map, such as "organic_matter" / 1.724.</source>
            <translation>给出以地图单位表示的观测值的字段或表达式，例如 "organic_matter" / 1.724。</translation>
        </message>
        <message>
            <source>none: not a probability sample, or not known. simple: at random, every place of the map with the same chance. stratified: at random within strata, such as soil map units. probability: at random with chances that differ and are known.</source>
            <translation>none：不是概率样本，或未知。simple：随机，地图上每处机会相同。stratified：在层内随机，例如土壤图单元。probability：随机，机会不同但已知。</translation>
        </message>
        <message>
            <source>For the design stratified: the stratum that a point was drawn for.</source>
            <translation>用于 stratified 设计：点所属的抽样层。</translation>
        </message>
        <message>
            <source>For the design stratified: the polygons of the strata, with a field of the same name as that of the points. A stratum counts by its area on the ellipsoid.</source>
            <translation>用于 stratified 设计：各层的多边形，其字段与点的字段同名。各层按其在椭球面上的面积计。</translation>
        </message>
        <message>
            <source>For the design probability: the chance of each point, up to a common factor. For the design stratified the areas of the strata follow from it, as in the points that Where to Sample proposes.</source>
            <translation>用于 probability 设计：每个点的机会，可差一个公共因子。对于 stratified 设计，由它得出各层的面积，如“在哪里采样”所建议的点。</translation>
        </message>
        <message>
            <source>Areas of the strata</source>
            <translation>各层的面积</translation>
        </message>
        <message>
            <source>Instead of a layer of the strata: their areas in any one unit, or their numbers of pixels, written as clay = 120; sand = 80.</source>
            <translation>代替分层图层：各层的面积（任一单位）或像元数，写作 clay = 120; sand = 80。</translation>
        </message>
        <message>
            <source>What part of the observations the limits are made to hold, by which they are judged. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>界限应包含多大比例的观测值，并据此评判。0：按 Predict SOC Raster 的文件所述；界限没有说明时为 0.9。</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>残差</translation>
        </message>
        <message>
            <source>The points with what was observed, what the map says, and the rest.</source>
            <translation>各点的观测值、地图值及其差。</translation>
        </message>
        <message>
            <source>How the points were selected</source>
            <translation>点的选取方式</translation>
        </message>
        <message>
            <source>Share that the limits promise (0 = as their files say)</source>
            <translation>界限所承诺的比例（0 = 按其文件所述）</translation>
        </message>
        <message>
            <source>RMSE of the map</source>
            <translation>地图的 RMSE</translation>
        </message>
        <message>
            <source>R2 of the map</source>
            <translation>地图的 R2</translation>
        </message>
        <message>
            <source>Bias of the map</source>
            <translation>地图的偏差</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>地图</translation>
        </message>
        <message>
            <source>Lower limit</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>Upper limit</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Independent points</source>
            <translation>独立点</translation>
        </message>
        <message>
            <source>What was observed</source>
            <translation>观测值</translation>
        </message>
        <message>
            <source>Field of the stratum</source>
            <translation>层的字段</translation>
        </message>
        <message>
            <source>Layer of the strata</source>
            <translation>分层图层</translation>
        </message>
        <message>
            <source>Field of the inclusion probability</source>
            <translation>入样概率字段</translation>
        </message>
        <message>
            <source>Cross-Validate</source>
            <translation>交叉验证</translation>
        </message>
        <message>
            <source>2 Model</source>
            <translation>2 建模</translation>
        </message>
        <message>
            <source>Judges CNN-LSTM, random forest, extra trees, their stack, kriging and mean on identical folds of a dataset.</source>
            <translation>在数据集的相同折上评判 CNN-LSTM、随机森林、极端随机树、它们的堆叠、克里金和均值。</translation>
        </message>
        <message>
            <source>cross-validation,validation,accuracy,folds,RMSE,R2,compare,forest,kriging,CNN,LSTM,residuals,importance</source>
            <translation>交叉验证,验证,精度,折,RMSE,R2,比较,森林,克里金,CNN,LSTM,残差,重要性</translation>
        </message>
        <message>
            <source>The report shows how the predictions follow so many of the covariates that matter most.</source>
            <translation>报告显示预测如何随最重要的若干协变量变化。</translation>
        </message>
        <message>
            <source>Selection of covariates</source>
            <translation>协变量选择</translation>
        </message>
        <message>
            <source>Covariates whose effects are drawn (0 = none)</source>
            <translation>绘制其效应的协变量数（0 = 无）</translation>
        </message>
        <message>
            <source>One row for every group of covariates, model and repeat, as CSV.</source>
            <translation>每组协变量、每个模型、每次重复一行，CSV 格式。</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>重要性</translation>
        </message>
        <message>
            <source>How much worse models with covariates predict unseen samples when a covariate, several that are alike, a category or a year is shuffled among all samples, as CSV.</source>
            <translation>当一个协变量、几个相似的协变量、一个类别或一个年份在所有样本之间打乱时，含协变量的模型对未见样本的预测变差多少，为 CSV。</translation>
        </message>
        <message>
            <source>Metrics and comparison of the models, for reading.</source>
            <translation>精度指标和模型比较，供阅读。</translation>
        </message>
        <message>
            <source>Cross-validation report</source>
            <translation>交叉验证报告</translation>
        </message>
        <message>
            <source>What is compared. cnnlstm: the network; forest: the random forest of the paper; extratrees: extra trees that see the window and the coordinates; stack: all of them, weighted as learnt inside every fold; hybrid: network and forest, weighted so; mean: the mean of the training samples, which every useful model beats; kriging: ordinary kriging of the target, what neighbouring samples alone say.</source>
            <translation>比较的内容。cnnlstm：网络；forest：论文的随机森林；extratrees：能看到窗口和坐标的极端随机树；stack：全部模型，权重在每折内学得；hybrid：网络与森林，同样加权；mean：训练样点的均值，任何有用的模型都应优于它；kriging：目标变量的普通克里金，即仅凭邻近样点所能说明的。</translation>
        </message>
        <message>
            <source>Sets of categories to compare, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow.</source>
            <translation>要比较的类别组合，例如：climate,terrain; climate,terrain,phenology。空：论文表 4 中数据集类别所允许的每一组。</translation>
        </message>
        <message>
            <source>The samples are split into so many parts; each is predicted by a model trained on the others.</source>
            <translation>样点被分成这么多份；每一份由用其余各份训练的模型预测。</translation>
        </message>
        <message>
            <source>How often the samples are split anew; the spread over repeats says how certain a difference is. 0: ten for some hundred samples, two for two thousand and more, whose measures differ less.</source>
            <translation>样点重新划分的次数；各次重复之间的离散程度说明差异有多可靠。0：几百个样点重复十次，两千个及以上重复两次，因为其指标的差异更小。</translation>
        </message>
        <message>
            <source>stratified: at random, every fold with each stratum of the dataset in its share; a dataset without strata gets random folds. random: without regard to strata. block: by squares of the map, which go to a fold whole. knndm: so that test samples are as far from the training samples as the places to be mapped are from the samples. Choose block or knndm where samples stand in clusters.</source>
            <translation>stratified：随机划分，每一折按比例包含数据集的每一层；没有层的数据集采用随机折。random：不考虑层。block：按地图上的方块划分，每个方块整体归入一折。knndm：使测试样点到训练样点的距离与待制图地点到样点的距离相当。样点成簇分布时请选择 block 或 knndm。</translation>
        </message>
        <message>
            <source>For the scheme block, in the units of the dataset's CRS, mostly metres. It should exceed the distance over which neighbouring samples are alike. 0: a size that gives each fold several blocks.</source>
            <translation>用于 block 方案，单位为数据集坐标参照系的单位，通常是米。应大于相邻样点彼此相似的距离。0：使每一折得到若干方块的大小。</translation>
        </message>
        <message>
            <source>Polygons of what will be mapped, in any CRS. The scheme knndm and the check of distances in the report compare the folds with it. Selection and filter are honoured.</source>
            <translation>待制图区域的多边形，可用任意坐标参照系。knndm 方案和报告中的距离检查以此比较各折。遵循选择和过滤。</translation>
        </message>
        <message>
            <source>forward: in every fold a forest chooses variables of the last group one by one, judged by the other folds of the training samples, and predicts the test samples with them; the report says which were chosen how often. A temporal covariate is one variable with all its steps. The log says how long it takes at most.</source>
            <translation>forward：在每一折中，由一个随机森林逐个选择最后一组中的变量，以训练样点的其他折来评判，并用选出的变量预测测试样点；报告说明哪些变量被选中以及各被选中多少次。一个时间协变量连同其所有时间步算作一个变量。日志说明最多需要多长时间。</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>The samples with their folds, and prediction and residual of every model.</source>
            <translation>样点及其所属的折，以及每个模型的预测值和残差。</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>折数</translation>
        </message>
        <message>
            <source>Repeats (0 = automatic)</source>
            <translation>重复次数（0 = 自动）</translation>
        </message>
        <message>
            <source>Folds are drawn</source>
            <translation>折的划分方式</translation>
        </message>
        <message>
            <source>Side of a block (map units; 0 = automatic)</source>
            <translation>方块边长（地图单位；0 = 自动）</translation>
        </message>
        <message>
            <source>RMSE of the first model, last group</source>
            <translation>第一个模型在最后一组的 RMSE</translation>
        </message>
        <message>
            <source>R2 of the first model, last group</source>
            <translation>第一个模型在最后一组的 R2</translation>
        </message>
        <message>
            <source>Area of the map (empty = wherever there are covariates)</source>
            <translation>地图区域（空 = 所有有协变量之处）</translation>
        </message>
        <message>
            <source>Layer with existing folds</source>
            <translation>含已有折的图层</translation>
        </message>
        <message>
            <source>Fields of the folds (empty = fold_1, fold_2, ...)</source>
            <translation>折的字段（空 = fold_1, fold_2, ...）</translation>
        </message>
        <message>
            <source>The predictions of an earlier run, whose folds are used again, or the samples with a fold field of your own. Folds, repeats and scheme above are not used then. Selection and filter are honoured.</source>
            <translation>先前运行的预测结果，其折将再次使用，或带有自定义折字段的样点。此时不使用上面的折数、重复次数和方案。遵循选择和过滤。</translation>
        </message>
        <message>
            <source>A field is one repeat; its values, numbers or names, are the folds. Empty: every field called fold_1, fold_2, and so on.</source>
            <translation>一个字段是一次重复；其取值（数字或名称）就是折。空：所有名为 fold_1、fold_2 等的字段。</translation>
        </message>
        <message>
            <source>Combine with a random forest</source>
            <translation>与随机森林结合</translation>
        </message>
        <message>
            <source>Grows a random forest too, learns on the validation samples how much weight the network and the forest get, and keeps both in one model file, which is mapped as one.</source>
            <translation>同时生成随机森林，在验证样点上学习网络和森林各占的权重，并将二者保存在一个模型文件中，作为一个模型制图。</translation>
        </message>
        <message>
            <source>Combine with all other models</source>
            <translation>与所有其他模型组合</translation>
        </message>
        <message>
            <source>Grows a random forest and extra trees too, learns on samples that each has kept back how much every one of them counts, and keeps all in one model file, which is mapped as one.</source>
            <translation>还会训练随机森林和极端随机树，用各自留出的样点学习每个模型的权重，并全部保存在一个模型文件中，作为一个模型制图。</translation>
        </message>
        <message>
            <source>Train CNN-LSTM</source>
            <translation>训练 CNN-LSTM</translation>
        </message>
        <message>
            <source>Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest.</source>
            <translation>在斑块数据集上训练 CNN-LSTM 网络的集成，单独或与随机森林一起。</translation>
        </message>
        <message>
            <source>train,neural network,deep learning,machine learning,CNN,LSTM,convolution,ensemble,hybrid,regression</source>
            <translation>训练,神经网络,深度学习,机器学习,CNN,LSTM,卷积,集成,混合,回归</translation>
        </message>
        <message>
            <source>Samples kept back to calibrate limits</source>
            <translation>为校准界限而留出的样点</translation>
        </message>
        <message>
            <source>The model is trained again without each fifth of the samples, and its errors there say how wide the limits of its maps are. random: for samples spread as the map is. knndm: for clustered samples. block: in squares of the map. none: faster, but maps of the model have neither limits nor an area of applicability.</source>
            <translation>模型依次去掉五分之一的样点重新训练，其在那里的误差决定其地图的界限有多宽。random：样点分布与地图一致时。knndm：样点聚集时。block：按地图的方块。none：更快，但该模型的地图既无界限也无适用范围。</translation>
        </message>
        <message>
            <source>Settings and results of the training, for reading.</source>
            <translation>训练的设置和结果，供阅读。</translation>
        </message>
        <message>
            <source>Training report</source>
            <translation>训练报告</translation>
        </message>
        <message>
            <source>Patch dataset</source>
            <translation>斑块数据集</translation>
        </message>
        <message>
            <source>A dataset file made by Build Patch Dataset.</source>
            <translation>由“构建斑块数据集”生成的数据集文件。</translation>
        </message>
        <message>
            <source>The model file for Predict SOC Raster.</source>
            <translation>供“预测土壤有机碳栅格”使用的模型文件。</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>HTML 文件 (*.html)</translation>
        </message>
        <message>
            <source>Patch datasets (*.npz)</source>
            <translation>斑块数据集 (*.npz)</translation>
        </message>
        <message>
            <source>Train Random Forest</source>
            <translation>训练随机森林</translation>
        </message>
        <message>
            <source>Grows a random forest, or extra trees, on a patch dataset.</source>
            <translation>在斑块数据集上训练随机森林或极端随机树。</translation>
        </message>
        <message>
            <source>train,random forest,machine learning,trees,regression,quantile</source>
            <translation>训练,随机森林,机器学习,树,回归,分位数</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>下一步：{}</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Categories of covariates to use (empty = all)</source>
            <translation>使用的协变量类别（空 = 全部）</translation>
        </message>
        <message>
            <source>Which covariates the model sees, as category names separated by commas, for example: climate,terrain. The report of Build Patch Dataset lists them.</source>
            <translation>模型可见的协变量，以逗号分隔的类别名称表示，例如：climate,terrain。“构建斑块数据集”的报告列出了这些类别。</translation>
        </message>
        <message>
            <source>Random seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>The same seed, data and computer give exactly the same result.</source>
            <translation>相同的种子、数据和计算机得到完全相同的结果。</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Where the network is computed: auto takes a graphics card if the worker's PyTorch can use one.</source>
            <translation>网络在何处计算：如果工作环境的 PyTorch 可以使用显卡，auto 就使用显卡。</translation>
        </message>
        <message>
            <source>Dask scheduler (empty = this computer)</source>
            <translation>Dask 调度器（空 = 本机）</translation>
        </message>
        <message>
            <source>The address of a Dask cluster that does the work, such as tcp://host:8786. Its workers need the packages of the environment of SOC Map, and see the same files at the same paths. Name only a cluster that you trust: it runs any code, and this computer trusts what it answers.</source>
            <translation>执行计算的 Dask 集群的地址，例如 tcp://host:8786。其工作进程需要 SOC Map 环境中的软件包，并在相同路径看到相同文件。只填写您信任的集群：它会运行任何代码，而本机信任它的应答。</translation>
        </message>
        <message>
            <source>Search for the best settings</source>
            <translation>搜索最佳设置</translation>
        </message>
        <message>
            <source>Trains the network with every combination of the values below and keeps the one with the smallest validation error. The time grows with the number of combinations.</source>
            <translation>用下列取值的每种组合训练网络，保留验证误差最小的一种。所需时间随组合数增加。</translation>
        </message>
        <message>
            <source>Values to search</source>
            <translation>要搜索的取值</translation>
        </message>
        <message>
            <source>Written as learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: every value is combined with every other. Names: learning_rate, dropout, weight_decay, width (factor on the network's units), convolutions, lstm_layers, window (the centre of the patches, in pixels, odd). What is not named stays as set in this dialog.</source>
            <translation>写作 learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2：每个取值与其他所有取值组合。名称：learning_rate、dropout、weight_decay、width（网络单元数的系数）、convolutions、lstm_layers、window（斑块的中心部分，以像元计，奇数）。未列出的按本对话框的设置。</translation>
        </message>
        <message>
            <source>Learn the logarithm of the target</source>
            <translation>学习目标的对数</translation>
        </message>
        <message>
            <source>on: models learn log(1 + y), for a target with few very large values; what they predict is in the unit of the target, corrected for the bias of turning back. auto: where all training targets are above 0, their skewness is above 1 and that of their logarithms is smaller; in every fold its own training samples decide.</source>
            <translation>on：模型学习 log(1 + y)，用于少数值非常大的目标；预测值以目标的单位给出，并修正了回变换的偏差。auto：当所有训练目标大于 0、其偏度大于 1 且其对数的偏度更小时；每一折由其自己的训练样本决定。</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>compact: about a tenth of the parameters, for a few hundred samples. paper: the network of Zhang et al. (2022), for about a thousand samples and more.</source>
            <translation>compact：参数约为十分之一，适合几百个样点。paper：Zhang et al. (2022) 的网络，适合约一千个及以上样点。</translation>
        </message>
        <message>
            <source>Networks in the ensemble</source>
            <translation>集成中的网络数</translation>
        </message>
        <message>
            <source>So many networks are trained at once, each with its own validation samples; the prediction is their mean and their spread is its standard deviation.</source>
            <translation>同时训练这么多网络，各有自己的验证样点；预测值是它们的平均，其离散程度即标准差。</translation>
        </message>
        <message>
            <source>Epochs at most</source>
            <translation>最大轮数</translation>
        </message>
        <message>
            <source>How often each network sees all of its training samples, unless early stopping ends it before.</source>
            <translation>每个网络看到其全部训练样点的次数，除非提前停止。</translation>
        </message>
        <message>
            <source>Patience (epochs)</source>
            <translation>耐心（轮）</translation>
        </message>
        <message>
            <source>A network stops after so many epochs without a better validation error, and keeps its best weights.</source>
            <translation>验证误差在这么多轮内没有改善时网络停止训练，并保留最佳权重。</translation>
        </message>
        <message>
            <source>Share of samples for validation</source>
            <translation>用于验证的样点比例</translation>
        </message>
        <message>
            <source>The share of the training samples that decides on early stopping and is not trained on. It is rounded to one half, one third, one fourth, ... so that the first members share no validation row.</source>
            <translation>用于决定提前停止而不参与训练的训练样点比例。会取整为二分之一、三分之一、四分之一……，使前几个成员不共用任何验证行。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>The step size of the Adam optimiser.</source>
            <translation>Adam 优化器的步长。</translation>
        </message>
        <message>
            <source>Batch size (samples)</source>
            <translation>批大小（样点）</translation>
        </message>
        <message>
            <source>How many samples make one training step.</source>
            <translation>一个训练步包含多少样点。</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>The share of the dense layer's units that are left out at random in a training step.</source>
            <translation>一个训练步中随机略去的全连接层单元的比例。</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>How strongly large weights are pulled towards zero.</source>
            <translation>大权重被拉向零的强度。</translation>
        </message>
        <message>
            <source>Turn and mirror patches</source>
            <translation>旋转和镜像斑块</translation>
        </message>
        <message>
            <source>Shows the network the eight symmetries of every patch. It then cannot see in the elevations of a patch where a slope faces: where that matters, add northness and eastness, which Terrain Covariates makes, or turn this off.</source>
            <translation>向网络展示每个斑块的八种对称。这样它就无法从斑块的高程看出坡面朝向：若这很重要，请加入“地形协变量”生成的 northness 和 eastness，或关闭此项。</translation>
        </message>
        <message>
            <source>Trees</source>
            <translation>树</translation>
        </message>
        <message>
            <source>How many trees the forest has; more are slower and rarely worse.</source>
            <translation>森林有多少棵树；更多则更慢，但很少更差。</translation>
        </message>
        <message>
            <source>Share of variables tried at a split</source>
            <translation>每次分裂尝试的变量比例</translation>
        </message>
        <message>
            <source>The share of the variables from which the best split is taken.</source>
            <translation>从中选取最佳分裂的变量比例。</translation>
        </message>
        <message>
            <source>Samples in a leaf at least</source>
            <translation>叶节点最少样点数</translation>
        </message>
        <message>
            <source>Larger leaves give smoother predictions.</source>
            <translation>叶节点越大，预测越平滑。</translation>
        </message>
        <message>
            <source>Kind of trees</source>
            <translation>树的种类</translation>
        </message>
        <message>
            <source>forest takes the best split of some variables; extratrees the best of splits at random places, which is faster and with few samples often better.</source>
            <translation>forest 取若干变量的最佳分裂；extratrees 取随机位置分裂中的最佳者，更快，样点少时往往更好。</translation>
        </message>
        <message>
            <source>What the trees see</source>
            <translation>树能看到什么</translation>
        </message>
        <message>
            <source>window: mean and spread of every static covariate around the sample, mean, trend and spread of every sequence, beside the values at the sample; centre: these values only, as in the paper.</source>
            <translation>window：样点周围每个静态协变量的均值和离散度，每个序列的均值、趋势和离散度，以及样点处的值；centre：仅这些值，如论文所述。</translation>
        </message>
        <message>
            <source>Coordinates among the variables</source>
            <translation>变量中的坐标</translation>
        </message>
        <message>
            <source>xy, or oblique axes in six directions (Moeller et al. 2020): where soils differ between regions for reasons that no covariate shows. none where the map goes beyond the samples.</source>
            <translation>xy，或六个方向的斜轴（Moeller et al. 2020）：当各区域土壤因没有协变量能反映的原因而不同时使用。地图超出样点范围时用 none。</translation>
        </message>
        <message>
            <source>Annual EVI</source>
            <translation>年度 EVI</translation>
        </message>
        <message>
            <source>1 Prepare</source>
            <translation>1 准备</translation>
        </message>
        <message>
            <source>Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year.</source>
            <translation>对每年的晴空观测求 MOD09GA 或 MOD09A1 植被指数的平均值。</translation>
        </message>
        <message>
            <source>MODIS,MOD09GA,MOD09A1,HDF,EVI,vegetation index,reflectance,time series,covariates,yearly,import</source>
            <translation>MODIS,MOD09GA,MOD09A1,HDF,EVI,植被指数,反射率,时间序列,协变量,逐年,导入</translation>
        </message>
        <message>
            <source>A pixel with fewer clear observations in a year is nodata in that year; 1 keeps all that have any.</source>
            <translation>某年晴空观测少于此数的像元在该年为无数据；1 表示保留所有至少有一次观测的像元。</translation>
        </message>
        <message>
            <source>Left out by the state of the pixel</source>
            <translation>按像元状态剔除</translation>
        </message>
        <message>
            <source>Clear observations a pixel needs</source>
            <translation>像元所需的晴空观测数</translation>
        </message>
        <message>
            <source>Folder for the annual EVI</source>
            <translation>年度 EVI 文件夹</translation>
        </message>
        <message>
            <source>Holds evi-mean.tif, a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>包含 evi-mean.tif，每年一个波段。该文件夹本身可作为时间协变量提供给“构建斑块数据集”。其中其他名称的文件保持不变。</translation>
        </message>
        <message>
            <source>MOD09GA or MOD09A1 of all days: HDF tiles, GeoTIFFs of AppEEARS, exports of Earth Engine, or rasters named like red_2010-01-25.tif, nir_..., blue_... and state_.... Scripts may name a folder.</source>
            <translation>全部日期的 MOD09GA 或 MOD09A1：HDF 分块、AppEEARS 的 GeoTIFF、Earth Engine 的导出文件，或名称形如 red_2010-01-25.tif、nir_...、blue_... 和 state_.... 的栅格。脚本可以指定文件夹。</translation>
        </message>
        <message>
            <source>The rectangle that is averaged, in any CRS; it is widened to whole pixels. A small one saves time and disk space.</source>
            <translation>求平均的矩形，可用任意坐标参照系；会扩展到整像元。较小的矩形节省时间和磁盘空间。</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Files of other years are not read.</source>
            <translation>写作 2002-2011 或 2002,2004。其他年份的文件不读取。</translation>
        </message>
        <message>
            <source>Observations in one of these conditions are not clear and not averaged. Fill values never are. assumed-clear is the cloud state that the product did not determine and takes for clear.</source>
            <translation>处于这些状态之一的观测不算晴空，不参与平均。填充值从不参与。assumed-clear 是产品未判定而视为晴空的云状态。</translation>
        </message>
        <message>
            <source>Number of clear observations</source>
            <translation>晴空观测数</translation>
        </message>
        <message>
            <source>How many observations are in each mean, a band a year.</source>
            <translation>每个平均值包含多少次观测，每年一个波段。</translation>
        </message>
        <message>
            <source>Files of surface reflectance</source>
            <translation>地表反射率文件</translation>
        </message>
        <message>
            <source>Extent (empty = all of the files)</source>
            <translation>范围（空 = 文件的全部范围）</translation>
        </message>
        <message>
            <source>Years (empty = all)</source>
            <translation>年份（空 = 全部）</translation>
        </message>
        <message>
            <source>Build Patch Dataset</source>
            <translation>构建斑块数据集</translation>
        </message>
        <message>
            <source>Reads rasters around soil samples into a dataset for training: static patches and temporal sequences.</source>
            <translation>读取土壤样点周围的栅格，生成训练数据集：静态斑块和时间序列。</translation>
        </message>
        <message>
            <source>samples,points,covariates,rasters,dataset,training data,extract,sampling</source>
            <translation>样点,点,协变量,栅格,数据集,训练数据,提取,采样</translation>
        </message>
        <message>
            <source>The table that List Covariates made, edited or not: it alone says what is read, and how.</source>
            <translation>“列出协变量”生成的表，无论是否编辑过：读取什么、如何读取只由它决定。</translation>
        </message>
        <message>
            <source>Points with a laboratory value, in any CRS. Selection and filter are honoured.</source>
            <translation>带有实验室测定值的点，可用任意坐标参照系。遵循选择和过滤。</translation>
        </message>
        <message>
            <source>What the model learns: a field or an expression, for example "soc_percent" * 10 or "organic_matter" / 1.724, which give g/kg.</source>
            <translation>模型学习的目标：字段或表达式，例如 "soc_percent" * 10 或 "organic_matter" / 1.724，结果为 g/kg。</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. Reports, the model and the map name it; nothing is converted.</source>
            <translation>g/kg、%、t/ha 或其他单位：即目标结果的单位。报告、模型和地图会注明；不作任何换算。</translation>
        </message>
        <message>
            <source>A field whose values, such as land use or soil type, every fold shall hold in the same shares.</source>
            <translation>一个字段，其取值（如土地利用或土壤类型）在每一折中应占相同比例。</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Messages, dropped samples and predictions name samples by it.</source>
            <translation>每个样点各不相同的字段，如实验室编号。消息、被剔除的样点和预测以此称呼样点。</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, such as climate means and terrain. Every band is a covariate.</source>
            <translation>不随时间变化的栅格，如气候平均值和地形。每个波段是一个协变量。</translation>
        </message>
        <message>
            <source>Rasters of many years or months, such as phenology. Step and variable are read from layer, file or band names like greenup_2002; the log shows how each was understood. Scripts and models may give the folder that Import Phenology has made.</source>
            <translation>多年或多月的栅格，如物候。时间步和变量从形如 greenup_2002 的图层名、文件名或波段名读取；日志显示每个名称如何被理解。脚本和模型可以提供“导入物候”生成的文件夹。</translation>
        </message>
        <message>
            <source>Side of the square patch of static covariates around a sample, in pixels of the reference grid.</source>
            <translation>样点周围静态协变量方形斑块的边长，以参考格网的像元计。</translation>
        </message>
        <message>
            <source>The raster whose pixels are the grid of patches and maps; all static covariates are read onto it. Empty: the static layer with the smallest pixels that covers the samples; the log names it.</source>
            <translation>其像元即斑块和地图的格网的栅格；所有静态协变量都读取到该格网上。空：覆盖样点且像元最小的静态图层；日志会注明。</translation>
        </message>
        <message>
            <source>nearest: the value of the coarse pixel that contains the sample. bilinear: between pixel centres.</source>
            <translation>nearest：样点所在粗像元的值。bilinear：在像元中心之间插值。</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, for names that are not recognised. Example: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) reads M01MOD4 as step 1 of M_MOD4. What groups named drop, drop1 and so on catch is left out of the variable's name: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ takes the second date of a scene away.</source>
            <translation>含有名为 time 的一个组的正则表达式，用于无法识别的名称。示例：^[A-Z]{1,2}(?P&lt;time&gt;\d\d) 将 M01MOD4 读作 M_MOD4 的第 1 步。名为 drop、drop1 等的组所匹配的内容会从变量名中去除：_(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ 去掉影像的第二个日期。</translation>
        </message>
        <message>
            <source>The category of covariates (climate, terrain, phenology, vegetation index or your own), by the name of a layer or variable. Others are given one by their name. Scripts may pass a JSON object.</source>
            <translation>协变量的类别（climate、terrain、phenology、vegetation index 或自定义），按图层或变量的名称指定。其余的按其名称归类。脚本可以传入 JSON 对象。</translation>
        </message>
        <message>
            <source>Covariate table</source>
            <translation>协变量表</translation>
        </message>
        <message>
            <source>Dropped samples</source>
            <translation>被剔除的样点</translation>
        </message>
        <message>
            <source>Dataset report</source>
            <translation>数据集报告</translation>
        </message>
        <message>
            <source>The dataset file for the training algorithms.</source>
            <translation>供训练算法使用的数据集文件。</translation>
        </message>
        <message>
            <source>The samples that could not be used, each with the reason.</source>
            <translation>无法使用的样点，各附原因。</translation>
        </message>
        <message>
            <source>Statistics of samples and covariates, for reading.</source>
            <translation>样点和协变量的统计，供阅读。</translation>
        </message>
        <message>
            <source>Window (pixels, odd)</source>
            <translation>窗口（像元，奇数）</translation>
        </message>
        <message>
            <source>Resampling of temporal covariates</source>
            <translation>时间协变量的重采样</translation>
        </message>
        <message>
            <source>Soil samples</source>
            <translation>土壤样点</translation>
        </message>
        <message>
            <source>Target: soil organic carbon</source>
            <translation>目标：土壤有机碳</translation>
        </message>
        <message>
            <source>Unit of the target</source>
            <translation>目标的单位</translation>
        </message>
        <message>
            <source>Strata for stratified folds</source>
            <translation>分层折的层</translation>
        </message>
        <message>
            <source>Id of the samples (empty = feature id)</source>
            <translation>样点标识（空 = 要素 ID）</translation>
        </message>
        <message>
            <source>Static covariates</source>
            <translation>静态协变量</translation>
        </message>
        <message>
            <source>Temporal covariates</source>
            <translation>时间协变量</translation>
        </message>
        <message>
            <source>Reference grid (empty = finest static layer)</source>
            <translation>参考格网（空 = 最精细的静态图层）</translation>
        </message>
        <message>
            <source>Time pattern (empty = recognise)</source>
            <translation>时间模式（空 = 自动识别）</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Covariate</source>
            <translation>协变量</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Check Samples</source>
            <translation>检查样本</translation>
        </message>
        <message>
            <source>Finds impossible values, mixed units, wrong places and duplicates in soil samples, and removes nothing.</source>
            <translation>在土壤样本中找出不可能的值、混用的单位、错误的位置和重复，不删除任何内容。</translation>
        </message>
        <message>
            <source>quality,plausibility,outlier,unit,per cent,organic matter,swapped coordinates,detection limit,error,clean</source>
            <translation>质量,合理性,异常值,单位,百分比,有机质,坐标颠倒,检出限,错误,清理</translation>
        </message>
        <message>
            <source>All rules with their limits, a map, and what was found, for reading.</source>
            <translation>所有规则及其界限、一张地图以及发现的内容，供阅读。</translation>
        </message>
        <message>
            <source>Report of the check</source>
            <translation>检查报告</translation>
        </message>
        <message>
            <source>What is checked, as Build Patch Dataset shall take it: a field or an expression, for example "organic_matter" / 1.724.</source>
            <translation>要检查的内容，与 Build Patch Dataset 所取相同：一个字段或表达式，例如 "organic_matter" / 1.724。</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. What is possible depends on it.</source>
            <translation>g/kg、%、t/ha 或其他单位：目标所给出的单位。何者可能取决于它。</translation>
        </message>
        <message>
            <source>Rasters such as terrain and climate: samples are compared with what these make expected, and those where none has a value near by are found.</source>
            <translation>地形和气候等栅格：将样本与由它们预期的值比较，并找出附近没有值的样本。</translation>
        </message>
        <message>
            <source>Polygons that all samples should lie in, such as those of a country or of its land.</source>
            <translation>所有样本应位于其中的多边形，例如一个国家或其陆地的多边形。</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Findings name samples by it.</source>
            <translation>每个样本都不同的字段，例如实验室编号。发现以它来称呼样本。</translation>
        </message>
        <message>
            <source>When samples were taken: a date, a year, or a text with one.</source>
            <translation>采样时间：日期、年份或含有它们的文本。</translation>
        </message>
        <message>
            <source>How far a value may be from its neighbours, or from what the covariates make expected. Less finds more, and more of that is right.</source>
            <translation>一个值可以偏离其邻近值、或偏离协变量所预期的值多远。越小发现越多，其中正确的也越多。</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>发现的问题</translation>
        </message>
        <message>
            <source>A point a finding: sample, rule, value, limit, what was seen, and what to do.</source>
            <translation>每个发现一个点：样本、规则、值、界限、所见内容以及应做的事。</translation>
        </message>
        <message>
            <source>Robust standard deviations</source>
            <translation>稳健标准差</translation>
        </message>
        <message>
            <source>Covariates</source>
            <translation>协变量</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Field of the date</source>
            <translation>日期字段</translation>
        </message>
        <message>
            <source>Harmonise Depths</source>
            <translation>统一深度</translation>
        </message>
        <message>
            <source>Brings soil horizons of any depths to standard depths, and names every horizon that needs a look.</source>
            <translation>把任意深度的土壤发生层转换到标准深度，并指出每个需要查看的发生层。</translation>
        </message>
        <message>
            <source>profile,horizon,depth,spline,equal-area,mass-preserving,mpspline,GlobalSoilMap,0-30 cm,layer,bulk density</source>
            <translation>剖面,发生层,深度,样条,等面积,质量守恒,mpspline,GlobalSoilMap,0-30 cm,土层,容重</translation>
        </message>
        <message>
            <source>A table or a layer of points with a row a horizon, or a row a profile and fields such as soc_0_30. Selection and filter are honoured.</source>
            <translation>每个发生层一行的表或点图层，或每个剖面一行并带有 soc_0_30 之类字段。选择和过滤均有效。</translation>
        </message>
        <message>
            <source>What tells a profile from another: all rows with the same value are horizons of one profile.</source>
            <translation>区分剖面的字段：值相同的所有行是同一剖面的发生层。</translation>
        </message>
        <message>
            <source>The depth at which a horizon begins. Leave top and bottom empty where the names of the fields with the values say the depths, such as soc_0_30.</source>
            <translation>发生层开始的深度。若值字段的名称已说明深度（如 soc_0_30），则上下界留空。</translation>
        </message>
        <message>
            <source>The depth at which a horizon ends.</source>
            <translation>发生层结束的深度。</translation>
        </message>
        <message>
            <source>What was measured, such as soil organic carbon, bulk density and coarse fragments: several fields are harmonised in one run. A text such as &lt;0.5 is a value below the detection limit.</source>
            <translation>测定的内容，如土壤有机碳、容重和粗碎屑：一次运行可统一多个字段。&lt;0.5 之类的文本表示低于检出限的值。</translation>
        </message>
        <message>
            <source>Limits of layers that follow each other, 0-5-15-30, or any layers, 0-20; 0-30.</source>
            <translation>相接土层的界限，0-5-15-30，或任意土层，0-20; 0-30。</translation>
        </message>
        <message>
            <source>spline: a smooth function of depth whose mean over each horizon is what was measured there, nearly or exactly as the smoothness says. mean: the mean of the horizons, weighted by their thickness inside a layer.</source>
            <translation>spline：深度的平滑函数，其在每个发生层的均值等于或接近（取决于平滑度）该处的测定值。mean：各发生层的均值，按其在土层内的厚度加权。</translation>
        </message>
        <message>
            <source>Points of the profiles, where the horizons are a table without geometry.</source>
            <translation>剖面的点，用于发生层是无几何的表时。</translation>
        </message>
        <message>
            <source>Where it is not called as the field of the profile in the horizons.</source>
            <translation>当其名称与发生层中的剖面字段不同时。</translation>
        </message>
        <message>
            <source>0 keeps the measured mean of every horizon exactly; larger values give smoother functions that differ from it more, which the field rmse shows.</source>
            <translation>0 精确保持每个发生层的实测均值；值越大函数越平滑、偏离越多，偏离见字段 rmse。</translation>
        </message>
        <message>
            <source>In what the depths of the horizons are given; the standard depths are always in cm.</source>
            <translation>发生层深度的单位；标准深度始终以 cm 计。</translation>
        </message>
        <message>
            <source>Standard depths</source>
            <translation>标准深度</translation>
        </message>
        <message>
            <source>A point a profile with a field a property and depth, such as soc_0_30, and how much was sampled.</source>
            <translation>每个剖面一个点，每个性质和深度一个字段，例如 soc_0_30，以及实际采样的厚度。</translation>
        </message>
        <message>
            <source>A point for everything that was found wrong or doubtful, with profile and horizon.</source>
            <translation>每个错误或可疑之处一个点，带剖面和发生层。</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Smoothness of the spline (lambda)</source>
            <translation>样条的平滑度（lambda）</translation>
        </message>
        <message>
            <source>Unit of top and bottom</source>
            <translation>上下界的单位</translation>
        </message>
        <message>
            <source>Horizons</source>
            <translation>发生层</translation>
        </message>
        <message>
            <source>Field of the profile</source>
            <translation>剖面字段</translation>
        </message>
        <message>
            <source>Field of the top</source>
            <translation>上界字段</translation>
        </message>
        <message>
            <source>Field of the bottom</source>
            <translation>下界字段</translation>
        </message>
        <message>
            <source>Fields with values</source>
            <translation>值字段</translation>
        </message>
        <message>
            <source>Standard depths (cm)</source>
            <translation>标准深度（cm）</translation>
        </message>
        <message>
            <source>Sites of the profiles</source>
            <translation>剖面位置</translation>
        </message>
        <message>
            <source>Field of the profile in the sites</source>
            <translation>位置图层中的剖面字段</translation>
        </message>
        <message>
            <source>Import Phenology</source>
            <translation>导入物候</translation>
        </message>
        <message>
            <source>Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year.</source>
            <translation>将下载的 MCD12Q2 或 VNP22Q2 转换为年度协变量：每个变量一个文件，每年一个波段。</translation>
        </message>
        <message>
            <source>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phenology,greenup,senescence,season,time series,covariates,import</source>
            <translation>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,物候,返青,衰老,季节,时间序列,协变量,导入</translation>
        </message>
        <message>
            <source>Folder of covariates</source>
            <translation>协变量文件夹</translation>
        </message>
        <message>
            <source>A GeoTIFF a variable with a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>每个变量一个 GeoTIFF，每年一个波段。该文件夹本身可作为时间协变量提供给“构建斑块数据集”。其中其他名称的文件保持不变。</translation>
        </message>
        <message>
            <source>MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs or NetCDF of AppEEARS, or exports of Earth Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.</source>
            <translation>全部年份的 MCD12Q2 或 VNP22Q2：HDF 分块、AppEEARS 的 GeoTIFF 或 NetCDF，或 Earth Engine 的导出文件，保持原名。脚本可以指定文件夹。同一年的分块会被拼接。</translation>
        </message>
        <message>
            <source>Which of the two cycles of a year that the product describes; few places have a second one.</source>
            <translation>产品描述的一年两个周期中的哪一个；很少有地方存在第二个。</translation>
        </message>
        <message>
            <source>Values of a worse quality become gaps, which later steps interpolate in time. poor accepts all and needs no layer of quality.</source>
            <translation>质量更差的值成为缺失，由后续步骤按时间插值。poor 接受全部，不需要质量图层。</translation>
        </message>
        <message>
            <source>The rectangle that is imported, in any CRS; it is widened to whole pixels.</source>
            <translation>导入的矩形，可用任意坐标参照系；会扩展到整像元。</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Empty: all years of the files, between which none may be missing.</source>
            <translation>写作 2002-2011 或 2002,2004。空：文件的全部年份，其间不得缺年。</translation>
        </message>
        <message>
            <source>The CRS of the results. In another than that of the files every pixel takes the nearest value, for dates cannot be averaged. Build Patch Dataset reads any CRS, so most users need none.</source>
            <translation>结果的坐标参照系。若与文件的不同，每个像元取最近的值，因为日期不能平均。“构建斑块数据集”可读任意坐标参照系，因此多数用户无需指定。</translation>
        </message>
        <message>
            <source>overall: QA_Overall (GLSP_QC) of the cycle for every variable. detailed: for each date its own bits in QA_Detailed, for the others the overall quality. The number of cycles is not filtered.</source>
            <translation>overall：对每个变量使用该周期的 QA_Overall (GLSP_QC)。detailed：每个日期用其在 QA_Detailed 中的位，其余用总体质量。周期数不作过滤。</translation>
        </message>
        <message>
            <source>Sources disagree: days are true days since 1 January 2000; with years of 366 days, 366 are taken off for every year since 2000, as AppEEARS advises. MCD12Q2 is not affected.</source>
            <translation>各来源说法不一：days 是自 2000 年 1 月 1 日起的真实天数；按每年 366 天计时，自 2000 年起每年减去 366 天，如 AppEEARS 所建议。MCD12Q2 不受影响。</translation>
        </message>
        <message>
            <source>Vegetation cycle</source>
            <translation>植被周期</translation>
        </message>
        <message>
            <source>Worst quality accepted</source>
            <translation>可接受的最差质量</translation>
        </message>
        <message>
            <source>Quality by</source>
            <translation>质量依据</translation>
        </message>
        <message>
            <source>Dates of VNP22Q2 count</source>
            <translation>VNP22Q2 日期的计数方式</translation>
        </message>
        <message>
            <source>Files of the product</source>
            <translation>产品文件</translation>
        </message>
        <message>
            <source>Target CRS (empty = that of the files)</source>
            <translation>目标坐标参照系（空 = 文件的坐标参照系）</translation>
        </message>
        <message>
            <source>List Covariates</source>
            <translation>列出协变量</translation>
        </message>
        <message>
            <source>Shows how rasters are understood: name, step, category, kind and values of every band, in a table to edit.</source>
            <translation>显示栅格如何被理解：每个波段的名称、时间步、类别、种类和取值，列于可编辑的表中。</translation>
        </message>
        <message>
            <source>covariates,names,rasters,table,years,categories,check,time series</source>
            <translation>协变量,名称,栅格,表,年份,类别,检查,时间序列</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, as for Build Patch Dataset.</source>
            <translation>不随时间变化的栅格，与“构建斑块数据集”相同。</translation>
        </message>
        <message>
            <source>Rasters of many years or months, as for Build Patch Dataset.</source>
            <translation>多年或多月的栅格，与“构建斑块数据集”相同。</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, as for Build Patch Dataset.</source>
            <translation>含有名为 time 的一个组的正则表达式，与“构建斑块数据集”相同。</translation>
        </message>
        <message>
            <source>Values are looked at where the reference grid lies.</source>
            <translation>在参考格网所在范围内查看取值。</translation>
        </message>
        <message>
            <source>A row a band. Edit it and give it to Build Patch Dataset.</source>
            <translation>每个波段一行。编辑后提供给“构建斑块数据集”。</translation>
        </message>
        <message>
            <source>Reference grid (empty = as Build Patch Dataset)</source>
            <translation>参考格网（空 = 与构建斑块数据集相同）</translation>
        </message>
        <message>
            <source>SOC Stock</source>
            <translation>SOC 储量</translation>
        </message>
        <message>
            <source>Turns concentration, bulk density, coarse fragments and thickness at points into t/ha with an error.</source>
            <translation>将点上的含量、容重、粗碎屑和厚度换算为 t/ha 及其误差。</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,equivalent soil mass,GSOCmap,error</source>
            <translation>碳储量,t/ha,容重,土壤传递函数,粗碎屑,石块,等效土壤质量,GSOCmap,误差</translation>
        </message>
        <message>
            <source>Points with what was measured in one layer of soil, such as those of Harmonise Depths. Selection and filter are honoured.</source>
            <translation>带有某一土层测量值的点，例如 Harmonise Depths 的点。遵循选择和过滤。</translation>
        </message>
        <message>
            <source>Of the fine earth: a field or an expression, for example "soc_0_30" or "soc_percent" * 10.</source>
            <translation>细土的含量：字段或表达式，例如 "soc_0_30" 或 "soc_percent" * 10。</translation>
        </message>
        <message>
            <source>Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no value: by the pedotransfer function.</source>
            <translation>细土在其所占体积中的质量，不含石块。为空或没有值时：由土壤传递函数给出。</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A point without a value has no stock; coalesce("stones", 0) takes it for none.</source>
            <translation>粒径大于 2 mm 的部分。为空：没有。没有值的点没有储量；coalesce("stones", 0) 视其为没有。</translation>
        </message>
        <message>
            <source>Of the layer: a number, or a field such as "soc_0_30_sampled" of Harmonise Depths.</source>
            <translation>土层的厚度：一个数，或 Harmonise Depths 的 "soc_0_30_sampled" 之类的字段。</translation>
        </message>
        <message>
            <source>none: points without a density have no stock. best: the one with the smallest error on your measured densities, at least ten of them. own: the function below. The others are published ones; the log says how each does on your densities.</source>
            <translation>none：没有容重的点没有储量。best：在您测得的容重（至少十个）上误差最小的函数。own：下面的函数。其余为已发表的函数；日志说明每个函数在您的容重上的表现。</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. Other forms are inverse, logarithm, exponential and mixture; see the help.</source>
            <translation>一种形式及其系数，o 为有机质的百分比：linear 1.62 -0.06 即 1.62 - 0.06 o。其他形式为 inverse、logarithm、exponential 和 mixture；见帮助。</translation>
        </message>
        <message>
            <source>A number, a field or an expression; empty: none is known.</source>
            <translation>一个数、字段或表达式；为空：未知。</translation>
        </message>
        <message>
            <source>Estimated ones have that of the pedotransfer function.</source>
            <translation>估计的容重用土壤传递函数的误差。</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals, such as ("upper" - "lower") / 2.</source>
            <translation>stddev：标准差。half_90：90 % 区间的一半，例如 ("upper" - "lower") / 2。</translation>
        </message>
        <message>
            <source>Adds the stock in so many tonnes of fine earth, the same at all points: to compare land uses or years whose bulk densities differ. 3900 is 30 cm with a density of 1.3 g/cm3.</source>
            <translation>另外给出这么多吨细土中的储量，所有点相同：用于比较容重不同的土地利用或年份。3900 相当于容重 1.3 g/cm3 的 30 cm。</translation>
        </message>
        <message>
            <source>A field that is different for every sample; findings name samples by it.</source>
            <translation>每个样本都不同的字段；发现以它来称呼样本。</translation>
        </message>
        <message>
            <source>Stocks</source>
            <translation>储量</translation>
        </message>
        <message>
            <source>The points with their stock, its standard deviation, and the bulk density used.</source>
            <translation>各点及其储量、标准差和所用的容重。</translation>
        </message>
        <message>
            <source>A point for every part that is missing or cannot be right.</source>
            <translation>每个缺失或不可能正确的部分一个点。</translation>
        </message>
        <message>
            <source>Pedotransfer function for missing bulk densities</source>
            <translation>缺失容重的土壤传递函数</translation>
        </message>
        <message>
            <source>What the errors are</source>
            <translation>误差的含义</translation>
        </message>
        <message>
            <source>Equivalent soil mass (t/ha, 0 = none)</source>
            <translation>等效土壤质量（t/ha，0 = 无）</translation>
        </message>
        <message>
            <source>Soil organic carbon (g/kg)</source>
            <translation>土壤有机碳 (g/kg)</translation>
        </message>
        <message>
            <source>Bulk density (g/cm3)</source>
            <translation>容重 (g/cm3)</translation>
        </message>
        <message>
            <source>Coarse fragments (% of the volume)</source>
            <translation>粗碎屑（体积的 %）</translation>
        </message>
        <message>
            <source>Thickness (cm)</source>
            <translation>厚度 (cm)</translation>
        </message>
        <message>
            <source>Own pedotransfer function</source>
            <translation>自己的土壤传递函数</translation>
        </message>
        <message>
            <source>Error of soil organic carbon (g/kg)</source>
            <translation>土壤有机碳的误差 (g/kg)</translation>
        </message>
        <message>
            <source>Error of measured bulk densities (g/cm3)</source>
            <translation>实测容重的误差 (g/cm3)</translation>
        </message>
        <message>
            <source>Error of coarse fragments (% of the volume)</source>
            <translation>粗碎屑的误差（体积的 %）</translation>
        </message>
        <message>
            <source>Error of the thickness (cm)</source>
            <translation>厚度的误差 (cm)</translation>
        </message>
        <message>
            <source>Terrain Covariates</source>
            <translation>地形协变量</translation>
        </message>
        <message>
            <source>Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each.</source>
            <translation>由高程模型导出坡度、崎岖度、地形位置、湿度和水流强度：各一个文件。</translation>
        </message>
        <message>
            <source>terrain,DEM,elevation,slope,aspect,northness,wetness,TWI,ruggedness,topography,relief,covariates</source>
            <translation>地形,DEM,高程,坡度,坡向,北向度,湿度,TWI,粗糙度,地貌,起伏,协变量</translation>
        </message>
        <message>
            <source>Unit of elevation</source>
            <translation>高程单位</translation>
        </message>
        <message>
            <source>A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi, and where wanted of northness and eastness. The folder itself can be given to Build Patch Dataset as static covariates. Files of other names in it stay.</source>
            <translation>elev、slp、tri、rough、vrm、tpi、cti 和 spi 各一个 GeoTIFF，需要时还有 northness 和 eastness。该文件夹本身可作为静态协变量提供给“构建斑块数据集”。其中其他名称的文件保持不变。</translation>
        </message>
        <message>
            <source>Digital elevation model</source>
            <translation>数字高程模型</translation>
        </message>
        <message>
            <source>A raster of elevations in a projected CRS, reaching beyond the study area on every side: water from outside is not known, and the outermost pixels have no slope.</source>
            <translation>投影坐标参照系下的高程栅格，各边都应超出研究区：区外来水未知，最外侧像元没有坡度。</translation>
        </message>
        <message>
            <source>Northness and eastness too</source>
            <translation>也包括 northness 和 eastness</translation>
        </message>
        <message>
            <source>Adds how far slopes lean to the north and to the east, -1 to 1. Take them where sunny and shady slopes, or windward and lee ones, differ: a CNN-LSTM that turns its patches in training cannot see a direction in elevations.</source>
            <translation>加入坡面朝北和朝东的程度，-1 到 1。在阳坡与阴坡、迎风坡与背风坡有差异的地方使用：训练时旋转斑块的 CNN-LSTM 无法从高程中看出方向。</translation>
        </message>
        <message>
            <source>auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in metres; us-ft is the foot of the US survey.</source>
            <translation>auto：按栅格的波段或垂直坐标参照系所述，两者均未说明时为米。结果以米计；us-ft 为美国测量英尺。</translation>
        </message>
        <message>
            <source>How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a million pixels, and are refused beyond it; the others are calculated in tiles.</source>
            <translation>可以占用多少内存。湿度和水流强度需要一次读入整个 DEM，每百万像元约 50 MB，超出则拒绝；其余按分块计算。</translation>
        </message>
        <message>
            <source>Remove Python Environment</source>
            <translation>删除 Python 环境</translation>
        </message>
        <message>
            <source>Removes the Python environments of SOC Map from this computer, before or after uninstalling the plugin.</source>
            <translation>从本机删除 SOC Map 的 Python 环境，在卸载插件之前或之后均可。</translation>
        </message>
        <message>
            <source>python,environment,remove,uninstall,disk space</source>
            <translation>python,环境,移除,卸载,磁盘空间</translation>
        </message>
        <message>
            <source>Keep this version's environment</source>
            <translation>保留此版本的环境</translation>
        </message>
        <message>
            <source>Removes only the environments that older versions of SOC Map left.</source>
            <translation>只删除 SOC Map 旧版本留下的环境。</translation>
        </message>
        <message>
            <source>Freed disk space (MB)</source>
            <translation>释放的磁盘空间 (MB)</translation>
        </message>
        <message>
            <source>There is no environment to remove.</source>
            <translation>没有可删除的环境。</translation>
        </message>
        <message>
            <source>Removed {} ({} MB).</source>
            <translation>已删除 {}（{} MB）。</translation>
        </message>
        <message>
            <source>A set-up is at work in {}; wait until it has ended, or cancel it.</source>
            <translation>{} 中正在进行设置；请等待其结束，或取消它。</translation>
        </message>
        <message>
            <source>Set Up Python Environment</source>
            <translation>设置 Python 环境</translation>
        </message>
        <message>
            <source>Makes the Python environment in which the other algorithms of SOC Map work. Needed once.</source>
            <translation>创建 SOC Map 其他算法所用的 Python 环境。只需一次。</translation>
        </message>
        <message>
            <source>python,environment,install,set up,setup,pytorch,packages,gpu,cuda</source>
            <translation>python,环境,安装,设置,pytorch,软件包,gpu,cuda</translation>
        </message>
        <message>
            <source>Python interpreter (empty = find one)</source>
            <translation>Python 解释器（空 = 自动查找）</translation>
        </message>
        <message>
            <source>The Python, 3.11 to 3.14, that the environment is made from. It is not changed. Empty: the best one on this computer is taken; never QGIS itself.</source>
            <translation>用于创建环境的 Python，3.11 至 3.14。它不会被改动。空：使用本机上最合适的一个；绝不使用 QGIS 本身。</translation>
        </message>
        <message>
            <source>cpu: the build of PyTorch for the processor, 1.4 GB on the disk. cuda: the one for NVIDIA graphics cards, about 5.3 GB, on Linux and Windows. While it is set up it takes 2.5 GB, or 9 GB with cuda.</source>
            <translation>cpu：用于处理器的 PyTorch，占磁盘 1.4 GB。cuda：用于 NVIDIA 显卡，约 5.3 GB，支持 Linux 和 Windows。设置期间占用 2.5 GB，cuda 为 9 GB。</translation>
        </message>
        <message>
            <source>Folder of wheels (empty = download)</source>
            <translation>wheel 文件夹（空 = 下载）</translation>
        </message>
        <message>
            <source>For computers without network: a folder with the wheels of all packages, as made by pip download on another computer of the same kind.</source>
            <translation>用于没有网络的计算机：包含全部软件包 wheel 的文件夹，由 pip download 在另一台同类计算机上生成。</translation>
        </message>
        <message>
            <source>More options for pip</source>
            <translation>pip 的其他选项</translation>
        </message>
        <message>
            <source>Options added to pip install, for example another index or a proxy: --proxy proxy.example.org:3128. The proxy of QGIS's own options is used anyway.</source>
            <translation>附加到 pip install 的选项，例如其他索引或代理：--proxy proxy.example.org:3128。QGIS 选项中的代理总会使用。</translation>
        </message>
        <message>
            <source>Make the environment anew</source>
            <translation>重新创建环境</translation>
        </message>
        <message>
            <source>An environment that works is left as it is, and one that does not work is made anew; this makes it anew in any case.</source>
            <translation>可用的环境保持不变，不可用的环境会重新创建；此项在任何情况下都重新创建。</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Compute on</source>
            <translation>计算设备类型</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>The Python interpreter is {} ({}).</source>
            <translation>Python 解释器为 {} ({})。</translation>
        </message>
        <message>
            <source>No Python {} to {} that can make environments was found on this computer; install one and name it in PYTHON.</source>
            <translation>在本机上未找到可创建环境的 Python {} 至 {}；请安装一个并在 PYTHON 中指定。</translation>
        </message>
        <message>
            <source>{} to {}</source>
            <translation>{} 至 {}</translation>
        </message>
        <message>
            <source>predicted much too high</source>
            <translation>预测过高很多</translation>
        </message>
        <message>
            <source>predicted too high</source>
            <translation>预测过高</translation>
        </message>
        <message>
            <source>about right</source>
            <translation>基本正确</translation>
        </message>
        <message>
            <source>predicted too low</source>
            <translation>预测过低</translation>
        </message>
        <message>
            <source>predicted much too low</source>
            <translation>预测过低很多</translation>
        </message>
        <message>
            <source>Residuals of {}: observed - predicted</source>
            <translation>{} 的残差：观测值 - 预测值</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>外部</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>内部</translation>
        </message>
        <message>
            <source>Map Document</source>
            <translation>地图文档</translation>
        </message>
        <message>
            <source>4 Use</source>
            <translation>4 应用</translation>
        </message>
        <message>
            <source>A map to hand on: a print layout and PDF, metadata by ISO 19115, and a table of checks.</source>
            <translation>可交付的地图：打印布局和 PDF、符合 ISO 19115 的元数据以及检查表。</translation>
        </message>
        <message>
            <source>layout,print,PDF,legend,metadata,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,quality control,report,licence</source>
            <translation>布局,打印,PDF,图例,元数据,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,质量控制,报告,许可</translation>
        </message>
        <message>
            <source>The sheet as a template for the layouts of any project; that of the open project has it as a layout.</source>
            <translation>图幅作为任何工程布局的模板；打开的工程将其作为布局。</translation>
        </message>
        <message>
            <source>Metadata by ISO 19115 (ISO/TS 19139), and beside it a QMD file of the same name for QGIS.</source>
            <translation>符合 ISO 19115 (ISO/TS 19139) 的元数据，旁边有同名的 QGIS 用 QMD 文件。</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with the same pixels, and title, licence and all the rest in it. The map itself is left as it is. Give it the name under which the map is handed on.</source>
            <translation>像素相同的云优化 GeoTIFF，其中含有标题、许可和其余内容。地图本身保持不变。请用交付地图时的名称命名。</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>What was checked: pass or fail, found and expected.</source>
            <translation>检查了什么：通过或不通过，所见与预期。</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>The map to hand on. Its first band counts.</source>
            <translation>要交付的地图。使用其第一个波段。</translation>
        </message>
        <message>
            <source>Of the sheet and in the metadata; empty: soil organic carbon.</source>
            <translation>图幅和元数据中的标题；为空：土壤有机碳。</translation>
        </message>
        <message>
            <source>Size of the sheet, and whether it lies or stands.</source>
            <translation>图幅的大小以及横向或纵向。</translation>
        </message>
        <message>
            <source>A raster of lower limits of the map's prediction intervals.</source>
            <translation>地图预测区间下限的栅格。</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both the width of the intervals is a small map.</source>
            <translation>上限栅格：两者都有时，区间宽度成为一张小图。</translation>
        </message>
        <message>
            <source>A raster that is 1 where the map may be relied on and 0 where not: another small map.</source>
            <translation>地图可信处为 1、不可信处为 0 的栅格：另一张小图。</translation>
        </message>
        <message>
            <source>Points that are shown on the map.</source>
            <translation>显示在地图上的点。</translation>
        </message>
        <message>
            <source>The model that made the map: it knows method, number of samples and covariates.</source>
            <translation>制作地图的模型：它知道方法、样本数和协变量。</translation>
        </message>
        <message>
            <source>The metrics of Validate Map or of Cross-Validate; of the latter the rows of the model count.</source>
            <translation>Validate Map 或 Cross-Validate 的指标；后者使用该模型的行。</translation>
        </message>
        <message>
            <source>What the values are of, for example 0-30 cm.</source>
            <translation>数值所指的深度，例如 0-30 cm。</translation>
        </message>
        <message>
            <source>Empty: the one that the file of the map names.</source>
            <translation>为空：地图文件所写的单位。</translation>
        </message>
        <message>
            <source>The years or dates that the map is about, such as 2002-2011.</source>
            <translation>地图所涉及的年份或日期，例如 2002-2011。</translation>
        </message>
        <message>
            <source>The organisation or person to ask.</source>
            <translation>可以询问的组织或个人。</translation>
        </message>
        <message>
            <source>Stands in the metadata only.</source>
            <translation>只写在元数据中。</translation>
        </message>
        <message>
            <source>Under which the map may be used, such as CC BY 4.0.</source>
            <translation>使用地图所依据的许可，例如 CC BY 4.0。</translation>
        </message>
        <message>
            <source>Of samples and covariates, as they want to be cited.</source>
            <translation>样本和协变量的来源，按其希望的引用方式。</translation>
        </message>
        <message>
            <source>gsnmap: name, projection, resolution, unit and range of a soil organic carbon map of the Global Soil Nutrient Map; gsocseq: name, unit and range of a map of stocks of the Global Soil Organic Carbon Sequestration Potential Map.</source>
            <translation>gsnmap：全球土壤养分图的土壤有机碳图的名称、投影、分辨率、单位和范围；gsocseq：全球土壤有机碳固存潜力图的储量图的名称、单位和范围。</translation>
        </message>
        <message>
            <source>Instead of the one that the model gives.</source>
            <translation>代替模型给出的句子。</translation>
        </message>
        <message>
            <source>Instead of the one from the measures.</source>
            <translation>代替由指标得出的句子。</translation>
        </message>
        <message>
            <source>As you number your maps.</source>
            <translation>按您给地图编号的方式。</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>图幅</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>PDF 文件 (*.pdf)</translation>
        </message>
        <message>
            <source>The sheet, to print and to send.</source>
            <translation>图幅，用于打印和发送。</translation>
        </message>
        <message>
            <source>Layout template</source>
            <translation>布局模板</translation>
        </message>
        <message>
            <source>QGIS layout templates (*.qpt)</source>
            <translation>QGIS 布局模板 (*.qpt)</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>元数据</translation>
        </message>
        <message>
            <source>XML files (*.xml)</source>
            <translation>XML 文件 (*.xml)</translation>
        </message>
        <message>
            <source>Width of the intervals</source>
            <translation>区间宽度</translation>
        </message>
        <message>
            <source>Upper minus lower limit, where both are given.</source>
            <translation>上限减下限，两者都给出时。</translation>
        </message>
        <message>
            <source>Copy of the map with its metadata</source>
            <translation>带元数据的地图副本</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>纸张</translation>
        </message>
        <message>
            <source>Rules of FAO to check by</source>
            <translation>用于检查的 FAO 规则</translation>
        </message>
        <message>
            <source>Metadata for QGIS</source>
            <translation>QGIS 元数据</translation>
        </message>
        <message>
            <source>Checks passed</source>
            <translation>通过的检查</translation>
        </message>
        <message>
            <source>Checks failed</source>
            <translation>未通过的检查</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>样本</translation>
        </message>
        <message>
            <source>Measures of accuracy</source>
            <translation>精度指标</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>深度</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>时期</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>E-mail of the contact</source>
            <translation>联系人的电子邮件</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>许可</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Sentence on the method</source>
            <translation>关于方法的句子</translation>
        </message>
        <message>
            <source>Sentence on the accuracy</source>
            <translation>关于精度的句子</translation>
        </message>
        <message>
            <source>Version of the map</source>
            <translation>地图版本</translation>
        </message>
        <message>
            <source>The project has the layout {}: Project &gt; Layouts.</source>
            <translation>工程有布局 {}：工程 &gt; 布局。</translation>
        </message>
        <message>
            <source>Where to Sample</source>
            <translation>在哪里采样</translation>
        </message>
        <message>
            <source>Proposes places for new samples: for a better map, or to judge a map without bias.</source>
            <translation>为新样点建议位置：以改进地图，或无偏地评判地图。</translation>
        </message>
        <message>
            <source>sampling design,sample,points,latin hypercube,k-means,coverage,stratified,random,validation,field campaign</source>
            <translation>采样设计,样点,点,拉丁超立方,k-均值,覆盖,分层,随机,验证,野外调查</translation>
        </message>
        <message>
            <source>A map of the places, and what they change, for reading.</source>
            <translation>各位置的地图及其带来的改变，供阅读。</translation>
        </message>
        <message>
            <source>Sampling report</source>
            <translation>采样报告</translation>
        </message>
        <message>
            <source>Rasters by which places are compared, and which say where samples can be: a place has to have a value in all of them. Bands of one variable and several years count as their mean. To judge a map, give the map itself.</source>
            <translation>用于比较位置并说明何处可采样的栅格：一个位置必须在全部栅格中有值。同一变量多年的波段按其均值计。要评判地图，请提供该地图本身。</translation>
        </message>
        <message>
            <source>A model whose covariates are taken, from the files that its dataset was built of.</source>
            <translation>取用其协变量的模型，来自构建其数据集的文件。</translation>
        </message>
        <message>
            <source>Points that are sampled already, in any CRS: new ones for a better map go where these are not.</source>
            <translation>已采样的点，可用任意坐标参照系：用于改进地图的新点会放在这些点没有的地方。</translation>
        </message>
        <message>
            <source>Polygons in which samples can be taken. Selection and filter are honoured.</source>
            <translation>可以采样的多边形。选择和过滤均有效。</translation>
        </message>
        <message>
            <source>How many places are proposed.</source>
            <translation>建议多少个位置。</translation>
        </message>
        <message>
            <source>For a better map - coverage: spread over all that the covariates have, given the samples there are; latin: so that every covariate is sampled in all of its range (conditioned Latin hypercube); dissimilarity: where the covariates are least like those of any sample. For an honest verdict - random: every place with the same chance; stratified: at random in compact strata, mostly the best.</source>
            <translation>用于改进地图 - coverage：在已有样点的基础上，分布于协变量的全部范围；latin：使每个协变量在其整个范围内都被采样（条件拉丁超立方）；dissimilarity：协变量与任何样点都最不相似之处。用于可靠的评判 - random：每处机会相同；stratified：在紧凑的层内随机，通常最好。</translation>
        </message>
        <message>
            <source>A raster of what it costs to get to a place, such as hours from a road: cheap places are preferred among similar ones. Not with random and stratified.</source>
            <translation>到达某处的代价的栅格，例如离道路的小时数：在相似的位置中优先选代价低的。不用于 random 和 stratified。</translation>
        </message>
        <message>
            <source>A raster such as the width of the map's intervals: with dissimilarity, places with large values are preferred. Not with random and stratified.</source>
            <translation>例如地图区间宽度的栅格：用 dissimilarity 时，优先选值大的位置。不用于 random 和 stratified。</translation>
        </message>
        <message>
            <source>Between places, and to the samples that there are. Not with random and stratified.</source>
            <translation>位置之间以及到已有样点的距离。不用于 random 和 stratified。</translation>
        </message>
        <message>
            <source>With random and stratified: so many more, which replace places that cannot be reached.</source>
            <translation>用于 random 和 stratified：额外的数量，用来替换无法到达的位置。</translation>
        </message>
        <message>
            <source>The same seed and data give the same places.</source>
            <translation>相同的种子和数据给出相同的位置。</translation>
        </message>
        <message>
            <source>Proposed samples</source>
            <translation>建议的样点</translation>
        </message>
        <message>
            <source>Points in the order of use; of random and stratified ones with stratum and probability.</source>
            <translation>按使用顺序排列的点；random 和 stratified 的点带有层和概率。</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Least distance (m)</source>
            <translation>最小距离（m）</translation>
        </message>
        <message>
            <source>Places in reserve</source>
            <translation>备用位置</translation>
        </message>
        <message>
            <source>Covariates (empty = those of the model)</source>
            <translation>协变量（留空 = 模型的协变量）</translation>
        </message>
        <message>
            <source>Samples that there are</source>
            <translation>已有样点</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>代价</translation>
        </message>
        <message>
            <source>Uncertainty</source>
            <translation>不确定性</translation>
        </message>
        <message>
            <source>Values: {} to {}, mean {}</source>
            <translation>数值：{} 至 {}，平均 {}</translation>
        </message>
        <message>
            <source>Accuracy: not known.</source>
            <translation>精度：未知。</translation>
        </message>
        <message>
            <source>Width of the prediction interval</source>
            <translation>预测区间的宽度</translation>
        </message>
        <message>
            <source>Coordinate reference system: {}</source>
            <translation>坐标参考系：{}</translation>
        </message>
        <message>
            <source>Version: {}; made with {}</source>
            <translation>版本：{}；由 {} 制作</translation>
        </message>
        <message>
            <source>{} % of it in the area of applicability, outside of which it is not to be relied on</source>
            <translation>其中 {} % 在适用区域内，区域之外不可信</translation>
        </message>
        <message>
            <source>Method: {}</source>
            <translation>方法：{}</translation>
        </message>
        <message>
            <source>Accuracy: {}</source>
            <translation>精度：{}</translation>
        </message>
        <message>
            <source>Sources: {}</source>
            <translation>来源：{}</translation>
        </message>
        <message>
            <source>Contact: {}</source>
            <translation>联系人：{}</translation>
        </message>
        <message>
            <source>Licence: {}</source>
            <translation>许可：{}</translation>
        </message>
        <message>
            <source>mean width of the intervals {}</source>
            <translation>区间平均宽度 {}</translation>
        </message>
        <message>
            <source>SOC Stock Map</source>
            <translation>SOC 储量图</translation>
        </message>
        <message>
            <source>Turns maps of concentration, bulk density and coarse fragments into a map in t/ha with its error.</source>
            <translation>将含量、容重和粗碎屑的地图换算为以 t/ha 为单位的地图及其误差。</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,raster calculator,GSOCmap,uncertainty</source>
            <translation>碳储量,t/ha,容重,土壤传递函数,粗碎屑,石块,栅格计算器,GSOCmap,不确定性</translation>
        </message>
        <message>
            <source>The map of the concentration in the fine earth; the stocks have its pixels, onto which the other rasters are read.</source>
            <translation>细土中含量的地图；储量使用其像素，其他栅格读到这些像素上。</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A pixel without a value has no stock.</source>
            <translation>粒径大于 2 mm 的部分。为空：没有。没有值的像素没有储量。</translation>
        </message>
        <message>
            <source>Of the layer of soil that the maps are about, 30 for 0 to 30 cm.</source>
            <translation>地图所涉及的土层厚度，0 至 30 cm 为 30。</translation>
        </message>
        <message>
            <source>none: pixels without a density have no stock. own: the function below. The others are published ones; SOC Stock says which is the best on your measured densities, and with which error.</source>
            <translation>none：没有容重的像素没有储量。own：下面的函数。其余为已发表的函数；SOC Stock 说明哪个在您测得的容重上最好，以及误差多大。</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster: both limits together say how large the errors of the map are.</source>
            <translation>Predict SOC Raster 的下限：两个界限一起说明地图的误差有多大。</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster.</source>
            <translation>Predict SOC Raster 的上限。</translation>
        </message>
        <message>
            <source>What part of new samples the limits are made to hold. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>界限应包含多大比例的新样本。0：按 Predict SOC Raster 的文件所述；界限没有说明时为 0.9。</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. The help of SOC Stock has the other forms.</source>
            <translation>一种形式及其系数，o 为有机质的百分比：linear 1.62 -0.06 即 1.62 - 0.06 o。其他形式见 SOC Stock 的帮助。</translation>
        </message>
        <message>
            <source>As a standard deviation; SOC Stock finds it on your measured densities.</source>
            <translation>以标准差表示；SOC Stock 用您测得的容重求得。</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of errors.</source>
            <translation>代替界限：误差的栅格。</translation>
        </message>
        <message>
            <source>A raster of errors of the map of bulk density; empty: none is known.</source>
            <translation>容重图的误差栅格；为空：未知。</translation>
        </message>
        <message>
            <source>A raster of errors of the map of coarse fragments; empty: none is known.</source>
            <translation>粗碎屑图的误差栅格；为空：未知。</translation>
        </message>
        <message>
            <source>One number for all pixels; 0: the thickness is exact.</source>
            <translation>所有像素用一个数；0：厚度是准确的。</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals.</source>
            <translation>stddev：标准差。half_90：90 % 区间的一半。</translation>
        </message>
        <message>
            <source>SOC stock</source>
            <translation>SOC 储量</translation>
        </message>
        <message>
            <source>The map in t/ha, a cloud-optimised GeoTIFF.</source>
            <translation>以 t/ha 为单位的地图，云优化 GeoTIFF。</translation>
        </message>
        <message>
            <source>Standard deviation of the SOC stock</source>
            <translation>SOC 储量的标准差</translation>
        </message>
        <message>
            <source>From the errors of the parts, of which one at least has to be given or estimated.</source>
            <translation>来自各部分的误差，其中至少一个须给出或估计。</translation>
        </message>
        <message>
            <source>Error of estimated bulk densities (g/cm3)</source>
            <translation>估计容重的误差 (g/cm3)</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon (g/kg)</source>
            <translation>土壤有机碳的下限 (g/kg)</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon (g/kg)</source>
            <translation>土壤有机碳的上限 (g/kg)</translation>
        </message>
        <message>
            <source>Error of the bulk density (g/cm3)</source>
            <translation>容重的误差 (g/cm3)</translation>
        </message>
        <message>
            <source>Totals by Area</source>
            <translation>分区总量</translation>
        </message>
        <message>
            <source>Means and totals of a map for districts or fields, with intervals that know errors to be alike nearby.</source>
            <translation>地图在行政区或田块上的均值和总量，其区间考虑到邻近误差彼此相似。</translation>
        </message>
        <message>
            <source>zonal statistics,total,stock,sum,mean,district,polygon,uncertainty,interval,correlogram,carbon stock,t/ha</source>
            <translation>分区统计,总量,储量,求和,均值,行政区,多边形,不确定性,区间,相关图,碳储量,t/ha</translation>
        </message>
        <message>
            <source>Means and totals with intervals, and why these are as wide as they are.</source>
            <translation>均值和总量及其区间，以及区间为何如此宽。</translation>
        </message>
        <message>
            <source>Report of totals</source>
            <translation>总量报告</translation>
        </message>
        <message>
            <source>Polygons such as districts, catchments or fields, in any CRS; they may overlap. Selection and filter are honoured.</source>
            <translation>行政区、流域或田块等多边形，可用任意坐标参照系；可以重叠。选择和过滤均有效。</translation>
        </message>
        <message>
            <source>What areas are called in the report; empty: by the number of the feature.</source>
            <translation>报告中区域的名称；留空：用要素编号。</translation>
        </message>
        <message>
            <source>The raster to be added up. Of a stock in t/ha the totals are tonnes.</source>
            <translation>要累加的栅格。以 t/ha 计的储量，其总量以吨计。</translation>
        </message>
        <message>
            <source>A raster of upper limits; both together say how large errors are.</source>
            <translation>上限的栅格；两者一起说明误差有多大。</translation>
        </message>
        <message>
            <source>The predictions of Cross-Validate or the residuals of Validate Map. They say how alike errors are at a distance, without which an interval of a total is far too narrow; alone they also say how large errors are.</source>
            <translation>“交叉验证”的预测或“验证地图”的残差。它们说明一定距离上的误差有多相似，没有它们，总量的区间会过窄；单独使用时也说明误差有多大。</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of standard deviations of the map's errors, such as that of SOC Stock Map. The disagreement of an ensemble is only a small part of them.</source>
            <translation>代替界限：地图误差的标准差栅格，例如 SOC Stock Map 的栅格。集合的分歧只是其中一小部分。</translation>
        </message>
        <message>
            <source>Empty: the first field whose name ends in _residual. Choose that of the model that made the map.</source>
            <translation>留空：名称以 _residual 结尾的第一个字段。请选择制作该地图的模型的字段。</translation>
        </message>
        <message>
            <source>For comparison with other programs only: it makes the intervals far too narrow.</source>
            <translation>仅用于与其他程序比较：它使区间过窄。</translation>
        </message>
        <message>
            <source>What part of the observations the limits of the map promise to hold, 0.9 for 90 %; the intervals of means and totals are made to the same share.</source>
            <translation>地图的界限所承诺包含的观测比例，0.9 表示 90 %；均值和总量的区间按同一比例给出。</translation>
        </message>
        <message>
            <source>Totals</source>
            <translation>总量</translation>
        </message>
        <message>
            <source>The areas with hectares, share without values, and mean and total with their limits.</source>
            <translation>各区域的公顷数、无值比例，以及均值和总量及其界限。</translation>
        </message>
        <message>
            <source>Share that the limits hold</source>
            <translation>界限所包含的比例</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Field of the residual (empty = the first)</source>
            <translation>残差字段（留空 = 第一个）</translation>
        </message>
        <message>
            <source>Take nearby errors as unrelated</source>
            <translation>将邻近误差视为不相关</translation>
        </message>
        <message>
            <source>About SOC Map</source>
            <translation>关于 SOC Map</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>复制诊断信息</translation>
        </message>
        <message>
            <source>Set Up Python Environment…</source>
            <translation>设置 Python 环境…</translation>
        </message>
        <message>
            <source>Quick Start</source>
            <translation>快速入门</translation>
        </message>
        <message>
            <source>Open the Demo</source>
            <translation>打开演示</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>About SOC Map…</source>
            <translation>关于 SOC Map…</translation>
        </message>
        <message>
            <source>SOC Map {}: soil organic carbon from samples, static patches and temporal sequences.</source>
            <translation>SOC Map {}：由样点、静态斑块和时间序列得到土壤有机碳。</translation>
        </message>
        <message>
            <source>The Python environment in {} stays when the plugin is uninstalled; run Remove Python Environment before, or remove the folder.</source>
            <translation>卸载插件后，{} 中的 Python 环境仍会保留；请先运行“删除 Python 环境”，或删除该文件夹。</translation>
        </message>
        <message>
            <source>The demo cannot be copied ({}); free space there or correct its permissions.</source>
            <translation>无法复制演示（{}）；请在那里腾出空间或修正其权限。</translation>
        </message>
        <message>
            <source>Jobs cancelled because the plugin was switched off or replaced: {}.</source>
            <translation>因插件被停用或替换而取消的任务：{}。</translation>
        </message>
        <message>
            <source>SOC Map: soil organic carbon mapping</source>
            <translation>SOC Map：土壤有机碳制图</translation>
        </message>
        <message>
            <source>Worker's Python interpreter</source>
            <translation>工作进程的 Python 解释器</translation>
        </message>
        <message>
            <source>Leave blank for the environment of Set Up Python Environment</source>
            <translation>留空则使用“设置 Python 环境”创建的环境</translation>
        </message>
        <message>
            <source>The graphical model {} cannot be read; reinstall the plugin.</source>
            <translation>图形模型 {} 无法读取；请重新安装插件。</translation>
        </message>
        <message>
            <source>next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>if you need it</source>
            <translation>需要时</translation>
        </message>
        <message>
            <source>later</source>
            <translation>以后</translation>
        </message>
        <message>
            <source>SOC Map: quick start</source>
            <translation>SOC Map：快速入门</translation>
        </message>
        <message>
            <source>Steps of the work</source>
            <translation>工作步骤</translation>
        </message>
        <message>
            <source>Open the dialog</source>
            <translation>打开对话框</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
    </context>
</TS>

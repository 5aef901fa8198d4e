<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>SocMap</name>
        <message>
            <source>soil,carbon,organic carbon,SOC,digital soil mapping</source>
            <translation>suelo,carbono,carbono orgánico,COS,cartografía digital de suelos</translation>
        </message>
        <message>
            <source>Other names for the layers, in the order of {}: one a layer, empty where a layer keeps its own. For layers that a graphical model computes, which are all called OUTPUT. Steps count as in the names of files: greenup_2002.</source>
            <translation>Otros nombres para las capas, en el orden de {}: uno por capa, vacío donde una capa conserva el suyo. Para capas que calcula un modelo gráfico, que se llaman todas OUTPUT. Los pasos cuentan como en los nombres de archivos: greenup_2002.</translation>
        </message>
        <message>
            <source>Names of the covariates, by position</source>
            <translation>Nombres de las covariables, por posición</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Compare Maps</source>
            <translation>Comparar mapas</translation>
        </message>
        <message>
            <source>3 Map</source>
            <translation>3 Mapa</translation>
        </message>
        <message>
            <source>Says how much two or more maps differ, where, and whether by more than their limits allow.</source>
            <translation>Dice cuánto y dónde difieren dos o más mapas, y si más de lo que sus límites permiten.</translation>
        </message>
        <message>
            <source>difference,comparison,change,models,scatter,density,zonal statistics,intervals,overlap,concordance</source>
            <translation>diferencia,comparación,cambio,modelos,dispersión,densidad,estadística zonal,intervalos,solapamiento,concordancia</translation>
        </message>
        <message>
            <source>Map minus first map, a band for each map after the first; blue where the map is higher, red where not.</source>
            <translation>Mapa menos el primer mapa, una banda para cada mapa tras el primero; azul donde el mapa es más alto, rojo donde no.</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Estadísticas</translation>
        </message>
        <message>
            <source>A row for each map and zone, as CSV.</source>
            <translation>Una fila para cada mapa y zona, como CSV.</translation>
        </message>
        <message>
            <source>Distributions, densities and numbers of the differences, for reading.</source>
            <translation>Distribuciones, densidades y cifras de las diferencias, para leer.</translation>
        </message>
        <message>
            <source>Comparison report</source>
            <translation>Informe de la comparación</translation>
        </message>
        <message>
            <source>Two or more rasters of one thing in one unit. All are compared with the first of the list, and read onto its pixels.</source>
            <translation>Dos o más rásteres de una misma cosa en una misma unidad. Todos se comparan con el primero de la lista y se leen sobre sus píxeles.</translation>
        </message>
        <message>
            <source>Rasters of the lower limits of all maps, in the order of the maps; none are needed.</source>
            <translation>Rásteres de los límites inferiores de todos los mapas, en el orden de los mapas; no son necesarios.</translation>
        </message>
        <message>
            <source>Rasters of the upper limits, in the same order: with both it is counted where the intervals of two maps do not overlap.</source>
            <translation>Rásteres de los límites superiores, en el mismo orden: con ambos se cuenta dónde no se solapan los intervalos de dos mapas.</translation>
        </message>
        <message>
            <source>Polygons, such as districts or kinds of land use, for which the numbers are given as well.</source>
            <translation>Polígonos, como distritos o usos del suelo, para los que también se dan las cifras.</translation>
        </message>
        <message>
            <source>What zones are called; empty: by the number of the feature.</source>
            <translation>Cómo se llaman las zonas; vacío: por el número del objeto.</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Diferencia</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>Mapas</translation>
        </message>
        <message>
            <source>Lower limits</source>
            <translation>Límites inferiores</translation>
        </message>
        <message>
            <source>Upper limits</source>
            <translation>Límites superiores</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>Zonas</translation>
        </message>
        <message>
            <source>Field of the name</source>
            <translation>Campo del nombre</translation>
        </message>
        <message>
            <source>Width of the {} % interval in % of the prediction</source>
            <translation>Anchura del intervalo del {} % en % de la predicción</translation>
        </message>
        <message>
            <source>So many new samples would lie between the lower and the upper limit: 0.9 for nine of ten.</source>
            <translation>Tantas muestras nuevas quedarían entre el límite inferior y el superior: 0.9 para nueve de diez.</translation>
        </message>
        <message>
            <source>Share of observations within the limits</source>
            <translation>Proporción de observaciones dentro de los límites</translation>
        </message>
        <message>
            <source>The lower end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>El extremo inferior del intervalo en que cae una muestra nueva, calibrado con muestras reservadas.</translation>
        </message>
        <message>
            <source>The upper end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>El extremo superior del intervalo en que cae una muestra nueva, calibrado con muestras reservadas.</translation>
        </message>
        <message>
            <source>The standard deviation of the members of the ensemble, in the unit of the target: where they differ. It is much smaller than the error of the map; for that take the limits.</source>
            <translation>La desviación estándar de los miembros del conjunto, en la unidad del objetivo: dónde discrepan. Es mucho menor que el error del mapa; para este use los límites.</translation>
        </message>
        <message>
            <source>How far a pixel's covariates are from those of the most similar sample; 1 is the mean distance of two samples. Covariates count as much as they matter to the model.</source>
            <translation>Cuánto distan las covariables de un píxel de las de la muestra más parecida; 1 es la distancia media entre dos muestras. Las covariables cuentan tanto como importan al modelo.</translation>
        </message>
        <message>
            <source>How many samples are more similar to a pixel than the limit of the area of applicability.</source>
            <translation>Cuántas muestras se parecen a un píxel más que el límite del área de aplicabilidad.</translation>
        </message>
        <message>
            <source>1 where a pixel is as similar to the samples as they are to each other, 0 where it is not and where neither the map nor its limits can be relied on.</source>
            <translation>1 donde un píxel se parece a las muestras tanto como ellas entre sí, 0 donde no y donde no cabe fiarse ni del mapa ni de sus límites.</translation>
        </message>
        <message>
            <source>Outside: unlike all samples, do not rely on the map here</source>
            <translation>Fuera: distinto de todas las muestras, no se fíe aquí del mapa</translation>
        </message>
        <message>
            <source>Inside: similar to the samples</source>
            <translation>Dentro: parecido a las muestras</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon</source>
            <translation>Límite inferior del carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon</source>
            <translation>Límite superior del carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>Disagreement of the ensemble</source>
            <translation>Discrepancia del conjunto</translation>
        </message>
        <message>
            <source>Dissimilarity from the samples</source>
            <translation>Disimilitud respecto de las muestras</translation>
        </message>
        <message>
            <source>Number of similar samples</source>
            <translation>Número de muestras parecidas</translation>
        </message>
        <message>
            <source>Area of applicability</source>
            <translation>Área de aplicabilidad</translation>
        </message>
        <message>
            <source>Map Every Group</source>
            <translation>Cartografiar todos los grupos</translation>
        </message>
        <message>
            <source>Trains and maps CNN-LSTM and random forest with every group of covariates, side by side in one picture.</source>
            <translation>Entrena y cartografía CNN-LSTM y bosque aleatorio con cada grupo de covariables, lado a lado en una imagen.</translation>
        </message>
        <message>
            <source>figure 9,compare,groups,categories,CNN,LSTM,random forest,maps,paper,phenology</source>
            <translation>figura 9,comparar,grupos,categorías,CNN,LSTM,bosque aleatorio,mapas,artículo,fenología</translation>
        </message>
        <message>
            <source>Memory (MB)</source>
            <translation>Memoria (MB)</translation>
        </message>
        <message>
            <source>Folder of maps</source>
            <translation>Carpeta de los mapas</translation>
        </message>
        <message>
            <source>A GeoTIFF for each model and group, such as cnnlstm_1 and forest_4, numbered in the order of the groups.</source>
            <translation>Un GeoTIFF para cada modelo y grupo, como cnnlstm_1 y forest_4, numerados en el orden de los grupos.</translation>
        </message>
        <message>
            <source>The picture, the groups, and a table of all maps.</source>
            <translation>La imagen, los grupos y una tabla de todos los mapas.</translation>
        </message>
        <message>
            <source>Report of all maps</source>
            <translation>Informe de todos los mapas</translation>
        </message>
        <message>
            <source>What is mapped: the ensemble of networks, the random forest, or both.</source>
            <translation>Qué se cartografía: el conjunto de redes, el bosque aleatorio o ambos.</translation>
        </message>
        <message>
            <source>Sets of categories, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow; there are two to four.</source>
            <translation>Conjuntos de categorías, por ejemplo: climate,terrain; climate,terrain,phenology. Vacío: cada grupo de la Tabla 4 del artículo que permitan las categorías del conjunto de datos; son de dos a cuatro.</translation>
        </message>
        <message>
            <source>The rectangle that is mapped, in any CRS; it is widened to whole pixels.</source>
            <translation>El rectángulo que se cartografía, en cualquier SRC; se amplía a píxeles enteros.</translation>
        </message>
        <message>
            <source>Polygons; pixels whose centre is outside are left empty. Selection and filter are honoured.</source>
            <translation>Polígonos; los píxeles cuyo centro queda fuera se dejan vacíos. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>How much memory the windows of the map may take; less is slower, not worse.</source>
            <translation>Cuánta memoria pueden ocupar las ventanas del mapa; menos es más lento, no peor.</translation>
        </message>
        <message>
            <source>Picture of all maps</source>
            <translation>Imagen de todos los mapas</translation>
        </message>
        <message>
            <source>PNG files (*.png)</source>
            <translation>Archivos PNG (*.png)</translation>
        </message>
        <message>
            <source>All maps beside each other with one ramp.</source>
            <translation>Todos los mapas lado a lado con una sola rampa de color.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <source>Groups of covariates (empty = those of the paper)</source>
            <translation>Grupos de covariables (vacío = los del artículo)</translation>
        </message>
        <message>
            <source>Extent (empty = all of the reference grid)</source>
            <translation>Extensión (vacía = toda la cuadrícula de referencia)</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Máscara</translation>
        </message>
        <message>
            <source>Polygons of what the area of applicability leaves out, drawn as a hatch above the map. Of a map of more than 250,000 pixels they follow cells that lie outside by half or more. They need the area of applicability.</source>
            <translation>Polígonos de lo que deja fuera el área de aplicabilidad, dibujados como trama sobre el mapa. En un mapa de más de 250.000 píxeles siguen celdas de las que al menos la mitad queda fuera. Necesitan el área de aplicabilidad.</translation>
        </message>
        <message>
            <source>Outside the area of applicability, hatched</source>
            <translation>Fuera del área de aplicabilidad, con trama</translation>
        </message>
        <message>
            <source>Predict SOC Raster</source>
            <translation>Predecir ráster de COS</translation>
        </message>
        <message>
            <source>Maps soil organic carbon with a trained model, between which limits it lies, and where that holds.</source>
            <translation>Cartografía el carbono orgánico del suelo con un modelo entrenado, entre qué límites está y dónde vale eso.</translation>
        </message>
        <message>
            <source>predict,map,raster,soil map,uncertainty,prediction interval,area of applicability,random forest,CNN,LSTM</source>
            <translation>predecir,mapa,ráster,mapa de suelos,incertidumbre,intervalo de predicción,área de aplicabilidad,bosque aleatorio,CNN,LSTM</translation>
        </message>
        <message>
            <source>Colours of the map</source>
            <translation>Colores del mapa</translation>
        </message>
        <message>
            <source>Share of the map outside the area of applicability (%)</source>
            <translation>Proporción del mapa fuera del área de aplicabilidad (%)</translation>
        </message>
        <message>
            <source>Soil organic carbon</source>
            <translation>Carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>A model file made by Train CNN-LSTM or Train Random Forest.</source>
            <translation>Un archivo de modelo hecho por «Entrenar CNN-LSTM» o «Entrenar bosque aleatorio».</translation>
        </message>
        <message>
            <source>Static and temporal rasters together, matched by name and step with those the model was trained on. Empty: the files that were read when the dataset was built.</source>
            <translation>Rásteres estáticos y temporales juntos, emparejados por nombre y paso con los del entrenamiento del modelo. Vacío: los archivos que se leyeron al construir el conjunto de datos.</translation>
        </message>
        <message>
            <source>continuous: a ramp over nearly all values. quantiles: classes of as many pixels each. equal_intervals: classes of the same width.</source>
            <translation>continuous: una rampa sobre casi todos los valores. quantiles: clases con igual número de píxeles. equal_intervals: clases de igual anchura.</translation>
        </message>
        <message>
            <source>Colours as those of another map</source>
            <translation>Colores como los de otro mapa</translation>
        </message>
        <message>
            <source>A map of the project whose look is taken over, so that both can be compared.</source>
            <translation>Un mapa del proyecto cuyo aspecto se toma, para poder comparar ambos.</translation>
        </message>
        <message>
            <source>The map, a cloud-optimised GeoTIFF in the unit of the target.</source>
            <translation>El mapa, un GeoTIFF optimizado para la nube en la unidad del objetivo.</translation>
        </message>
        <message>
            <source>Minimum</source>
            <translation>Mínimo</translation>
        </message>
        <message>
            <source>First quartile</source>
            <translation>Primer cuartil</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Mediana</translation>
        </message>
        <message>
            <source>Third quartile</source>
            <translation>Tercer cuartil</translation>
        </message>
        <message>
            <source>Maximum</source>
            <translation>Máximo</translation>
        </message>
        <message>
            <source>Share of the pixels that are mapped (%)</source>
            <translation>Proporción de píxeles cartografiados (%)</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Covariates (empty = the files of the dataset)</source>
            <translation>Covariables (vacío = los archivos del conjunto de datos)</translation>
        </message>
        <message>
            <source>SOC Map models (*.socmodel)</source>
            <translation>Modelos de SOC Map (*.socmodel)</translation>
        </message>
        <message>
            <source>Validate Map</source>
            <translation>Validar mapa</translation>
        </message>
        <message>
            <source>Says how good any map is, with points that it was not made with and what their selection allows to say.</source>
            <translation>Dice cuán bueno es un mapa cualquiera, con puntos con los que no se hizo y lo que su selección permite afirmar.</translation>
        </message>
        <message>
            <source>validation,accuracy,independent,error,RMSE,R2,bias,design-based,random sample,stratified,coverage,residuals</source>
            <translation>validación,exactitud,independiente,error,RMSE,R2,sesgo,basado en diseño,muestra aleatoria,estratificada,cobertura,residuos</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Métricas</translation>
        </message>
        <message>
            <source>Every measure with its standard error and 95 % interval, as CSV.</source>
            <translation>Cada medida con su error estándar e intervalo del 95 %, como CSV.</translation>
        </message>
        <message>
            <source>How good the map is, with intervals, for reading.</source>
            <translation>Cuán bueno es el mapa, con intervalos, para leer.</translation>
        </message>
        <message>
            <source>Map validation report</source>
            <translation>Informe de validación del mapa</translation>
        </message>
        <message>
            <source>The raster to be judged, made with SOC Map or anything else. Its first band counts.</source>
            <translation>El ráster que se juzga, hecho con SOC Map o de otro modo. Cuenta su primera banda.</translation>
        </message>
        <message>
            <source>A raster of lower limits of prediction intervals, where there is one.</source>
            <translation>Un ráster de límites inferiores de intervalos de predicción, si lo hay.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both it is counted how many observations lie between them.</source>
            <translation>Un ráster de límites superiores: con ambos se cuenta cuántas observaciones quedan entre ellos.</translation>
        </message>
        <message>
            <source>Points that had no part in making the map, in any CRS. Selection and filter are honoured.</source>
            <translation>Puntos que no intervinieron en hacer el mapa, en cualquier SRC. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>A field or an expression that gives the observed value in the unit of the map, such as "organic_matter" / 1.724.</source>
            <translation>Un campo o una expresión que da el valor observado en la unidad del mapa, como "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>none: not a probability sample, or not known. simple: at random, every place of the map with the same chance. stratified: at random within strata, such as soil map units. probability: at random with chances that differ and are known.</source>
            <translation>none: no es una muestra probabilística, o no se sabe. simple: al azar, cada lugar del mapa con la misma probabilidad. stratified: al azar dentro de estratos, como unidades del mapa de suelos. probability: al azar con probabilidades distintas y conocidas.</translation>
        </message>
        <message>
            <source>For the design stratified: the stratum that a point was drawn for.</source>
            <translation>Para el diseño stratified: el estrato para el que se extrajo un punto.</translation>
        </message>
        <message>
            <source>For the design stratified: the polygons of the strata, with a field of the same name as that of the points. A stratum counts by its area on the ellipsoid.</source>
            <translation>Para el diseño stratified: los polígonos de los estratos, con un campo del mismo nombre que el de los puntos. Un estrato cuenta según su superficie sobre el elipsoide.</translation>
        </message>
        <message>
            <source>For the design probability: the chance of each point, up to a common factor. For the design stratified the areas of the strata follow from it, as in the points that Where to Sample proposes.</source>
            <translation>Para el diseño probability: la probabilidad de cada punto, salvo un factor común. Para el diseño stratified se deducen de ella las superficies de los estratos, como en los puntos que propone «Dónde muestrear».</translation>
        </message>
        <message>
            <source>Areas of the strata</source>
            <translation>Superficies de los estratos</translation>
        </message>
        <message>
            <source>Instead of a layer of the strata: their areas in any one unit, or their numbers of pixels, written as clay = 120; sand = 80.</source>
            <translation>En lugar de una capa de los estratos: sus superficies en una unidad cualquiera, o sus números de píxeles, escritos como clay = 120; sand = 80.</translation>
        </message>
        <message>
            <source>What part of the observations the limits are made to hold, by which they are judged. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Qué parte de las observaciones deben contener los límites, por la que se juzgan. 0: como dicen los archivos de Predict SOC Raster, y 0.9 para límites que no dicen nada.</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>Residuos</translation>
        </message>
        <message>
            <source>The points with what was observed, what the map says, and the rest.</source>
            <translation>Los puntos con lo observado, lo que dice el mapa y la diferencia.</translation>
        </message>
        <message>
            <source>How the points were selected</source>
            <translation>Cómo se seleccionaron los puntos</translation>
        </message>
        <message>
            <source>Share that the limits promise (0 = as their files say)</source>
            <translation>Parte que prometen los límites (0 = como dicen sus archivos)</translation>
        </message>
        <message>
            <source>RMSE of the map</source>
            <translation>RMSE del mapa</translation>
        </message>
        <message>
            <source>R2 of the map</source>
            <translation>R2 del mapa</translation>
        </message>
        <message>
            <source>Bias of the map</source>
            <translation>Sesgo del mapa</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Mapa</translation>
        </message>
        <message>
            <source>Lower limit</source>
            <translation>Límite inferior</translation>
        </message>
        <message>
            <source>Upper limit</source>
            <translation>Límite superior</translation>
        </message>
        <message>
            <source>Independent points</source>
            <translation>Puntos independientes</translation>
        </message>
        <message>
            <source>What was observed</source>
            <translation>Lo observado</translation>
        </message>
        <message>
            <source>Field of the stratum</source>
            <translation>Campo del estrato</translation>
        </message>
        <message>
            <source>Layer of the strata</source>
            <translation>Capa de los estratos</translation>
        </message>
        <message>
            <source>Field of the inclusion probability</source>
            <translation>Campo de la probabilidad de inclusión</translation>
        </message>
        <message>
            <source>Cross-Validate</source>
            <translation>Validación cruzada</translation>
        </message>
        <message>
            <source>2 Model</source>
            <translation>2 Modelo</translation>
        </message>
        <message>
            <source>Judges CNN-LSTM, random forest, extra trees, their stack, kriging and mean on identical folds of a dataset.</source>
            <translation>Juzga CNN-LSTM, bosque aleatorio, árboles extra, su combinación, kriging y media con particiones idénticas de un conjunto de datos.</translation>
        </message>
        <message>
            <source>cross-validation,validation,accuracy,folds,RMSE,R2,compare,forest,kriging,CNN,LSTM,residuals,importance</source>
            <translation>validación cruzada,validación,exactitud,particiones,RMSE,R2,comparar,bosque,kriging,CNN,LSTM,residuos,importancia</translation>
        </message>
        <message>
            <source>The report shows how the predictions follow so many of the covariates that matter most.</source>
            <translation>El informe muestra cómo siguen las predicciones a tantas de las covariables más importantes.</translation>
        </message>
        <message>
            <source>Selection of covariates</source>
            <translation>Selección de covariables</translation>
        </message>
        <message>
            <source>Covariates whose effects are drawn (0 = none)</source>
            <translation>Covariables cuyo efecto se dibuja (0 = ninguna)</translation>
        </message>
        <message>
            <source>One row for every group of covariates, model and repeat, as CSV.</source>
            <translation>Una fila por grupo de covariables, modelo y repetición, como CSV.</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Importancia</translation>
        </message>
        <message>
            <source>How much worse models with covariates predict unseen samples when a covariate, several that are alike, a category or a year is shuffled among all samples, as CSV.</source>
            <translation>Cuánto peor predicen los modelos con covariables las muestras no vistas cuando una covariable, varias parecidas, una categoría o un año se mezcla entre todas las muestras, como CSV.</translation>
        </message>
        <message>
            <source>Metrics and comparison of the models, for reading.</source>
            <translation>Métricas y comparación de los modelos, para leer.</translation>
        </message>
        <message>
            <source>Cross-validation report</source>
            <translation>Informe de validación cruzada</translation>
        </message>
        <message>
            <source>What is compared. cnnlstm: the network; forest: the random forest of the paper; extratrees: extra trees that see the window and the coordinates; stack: all of them, weighted as learnt inside every fold; hybrid: network and forest, weighted so; mean: the mean of the training samples, which every useful model beats; kriging: ordinary kriging of the target, what neighbouring samples alone say.</source>
            <translation>Qué se compara. cnnlstm: la red; forest: el bosque aleatorio del artículo; extratrees: árboles extra que ven la ventana y las coordenadas; stack: todos ellos, ponderados según lo aprendido en cada partición; hybrid: red y bosque, ponderados así; mean: la media de las muestras de entrenamiento, que todo modelo útil supera; kriging: kriging ordinario del objetivo, lo que dicen solo las muestras vecinas.</translation>
        </message>
        <message>
            <source>Sets of categories to compare, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow.</source>
            <translation>Conjuntos de categorías que se comparan, por ejemplo: climate,terrain; climate,terrain,phenology. Vacío: cada grupo de la tabla 4 del artículo que permiten las categorías del conjunto de datos.</translation>
        </message>
        <message>
            <source>The samples are split into so many parts; each is predicted by a model trained on the others.</source>
            <translation>Las muestras se dividen en tantas partes; cada una la predice un modelo entrenado con las demás.</translation>
        </message>
        <message>
            <source>How often the samples are split anew; the spread over repeats says how certain a difference is. 0: ten for some hundred samples, two for two thousand and more, whose measures differ less.</source>
            <translation>Cuántas veces se dividen de nuevo las muestras; la dispersión entre repeticiones dice cuán segura es una diferencia. 0: diez con algunos cientos de muestras, dos con dos mil o más, cuyas medidas difieren menos.</translation>
        </message>
        <message>
            <source>stratified: at random, every fold with each stratum of the dataset in its share; a dataset without strata gets random folds. random: without regard to strata. block: by squares of the map, which go to a fold whole. knndm: so that test samples are as far from the training samples as the places to be mapped are from the samples. Choose block or knndm where samples stand in clusters.</source>
            <translation>stratified: al azar, cada pliegue con cada estrato del conjunto de datos en su proporción; un conjunto sin estratos recibe pliegues al azar. random: sin atender a estratos. block: por cuadrados del mapa, que van enteros a un pliegue. knndm: de modo que las muestras de prueba estén tan lejos de las de entrenamiento como los lugares del mapa lo están de las muestras. Elija block o knndm donde las muestras estén agrupadas.</translation>
        </message>
        <message>
            <source>For the scheme block, in the units of the dataset's CRS, mostly metres. It should exceed the distance over which neighbouring samples are alike. 0: a size that gives each fold several blocks.</source>
            <translation>Para el esquema block, en las unidades del SRC del conjunto de datos, casi siempre metros. Debería superar la distancia en que se parecen muestras vecinas. 0: un tamaño que da varios bloques a cada pliegue.</translation>
        </message>
        <message>
            <source>Polygons of what will be mapped, in any CRS. The scheme knndm and the check of distances in the report compare the folds with it. Selection and filter are honoured.</source>
            <translation>Polígonos de lo que se cartografiará, en cualquier SRC. El esquema knndm y la comprobación de distancias del informe comparan los pliegues con ellos. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>forward: in every fold a forest chooses variables of the last group one by one, judged by the other folds of the training samples, and predicts the test samples with them; the report says which were chosen how often. A temporal covariate is one variable with all its steps. The log says how long it takes at most.</source>
            <translation>forward: en cada pliegue, un bosque elige una a una variables del último grupo, juzgadas con los otros pliegues de las muestras de entrenamiento, y predice con ellas las muestras de prueba; el informe dice cuáles se eligieron y cuántas veces. Una covariable temporal es una sola variable con todos sus pasos. El registro dice cuánto tarda como máximo.</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Predicciones</translation>
        </message>
        <message>
            <source>The samples with their folds, and prediction and residual of every model.</source>
            <translation>Las muestras con sus pliegues, y predicción y residuo de cada modelo.</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>Pliegues</translation>
        </message>
        <message>
            <source>Repeats (0 = automatic)</source>
            <translation>Repeticiones (0 = automático)</translation>
        </message>
        <message>
            <source>Folds are drawn</source>
            <translation>Los pliegues se extraen</translation>
        </message>
        <message>
            <source>Side of a block (map units; 0 = automatic)</source>
            <translation>Lado de un bloque (unidades del mapa; 0 = automático)</translation>
        </message>
        <message>
            <source>RMSE of the first model, last group</source>
            <translation>RMSE del primer modelo, último grupo</translation>
        </message>
        <message>
            <source>R2 of the first model, last group</source>
            <translation>R2 del primer modelo, último grupo</translation>
        </message>
        <message>
            <source>Area of the map (empty = wherever there are covariates)</source>
            <translation>Zona del mapa (vacía = donde haya covariables)</translation>
        </message>
        <message>
            <source>Layer with existing folds</source>
            <translation>Capa con pliegues existentes</translation>
        </message>
        <message>
            <source>Fields of the folds (empty = fold_1, fold_2, ...)</source>
            <translation>Campos de los pliegues (vacío = fold_1, fold_2, ...)</translation>
        </message>
        <message>
            <source>The predictions of an earlier run, whose folds are used again, or the samples with a fold field of your own. Folds, repeats and scheme above are not used then. Selection and filter are honoured.</source>
            <translation>Las predicciones de una ejecución anterior, cuyos pliegues se usan de nuevo, o las muestras con un campo de pliegues propio. Entonces no se usan los pliegues, repeticiones y esquema de arriba. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>A field is one repeat; its values, numbers or names, are the folds. Empty: every field called fold_1, fold_2, and so on.</source>
            <translation>Un campo es una repetición; sus valores, números o nombres, son los pliegues. Vacío: cada campo llamado fold_1, fold_2, y así sucesivamente.</translation>
        </message>
        <message>
            <source>Combine with a random forest</source>
            <translation>Combinar con un bosque aleatorio</translation>
        </message>
        <message>
            <source>Grows a random forest too, learns on the validation samples how much weight the network and the forest get, and keeps both in one model file, which is mapped as one.</source>
            <translation>Hace crecer también un bosque aleatorio, aprende con las muestras de validación cuánto peso reciben red y bosque, y guarda ambos en un archivo de modelo, que se cartografía como uno solo.</translation>
        </message>
        <message>
            <source>Combine with all other models</source>
            <translation>Combinar con todos los demás modelos</translation>
        </message>
        <message>
            <source>Grows a random forest and extra trees too, learns on samples that each has kept back how much every one of them counts, and keeps all in one model file, which is mapped as one.</source>
            <translation>Hace crecer también un bosque aleatorio y árboles extra, aprende con muestras que cada uno ha reservado cuánto cuenta cada uno, y guarda todos en un solo archivo de modelo, que se cartografía como uno.</translation>
        </message>
        <message>
            <source>Train CNN-LSTM</source>
            <translation>Entrenar CNN-LSTM</translation>
        </message>
        <message>
            <source>Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest.</source>
            <translation>Entrena un conjunto de redes CNN-LSTM con un conjunto de parches, solo o con un bosque aleatorio.</translation>
        </message>
        <message>
            <source>train,neural network,deep learning,machine learning,CNN,LSTM,convolution,ensemble,hybrid,regression</source>
            <translation>entrenar,red neuronal,aprendizaje profundo,aprendizaje automático,CNN,LSTM,convolución,conjunto,híbrido,regresión</translation>
        </message>
        <message>
            <source>Samples kept back to calibrate limits</source>
            <translation>Muestras reservadas para calibrar los límites</translation>
        </message>
        <message>
            <source>The model is trained again without each fifth of the samples, and its errors there say how wide the limits of its maps are. random: for samples spread as the map is. knndm: for clustered samples. block: in squares of the map. none: faster, but maps of the model have neither limits nor an area of applicability.</source>
            <translation>El modelo se entrena de nuevo sin cada quinta parte de las muestras, y sus errores ahí dicen cuán anchos son los límites de sus mapas. random: para muestras repartidas como el mapa. knndm: para muestras agrupadas. block: en cuadrados del mapa. none: más rápido, pero los mapas del modelo no tienen límites ni área de aplicabilidad.</translation>
        </message>
        <message>
            <source>Settings and results of the training, for reading.</source>
            <translation>Ajustes y resultados del entrenamiento, para leer.</translation>
        </message>
        <message>
            <source>Training report</source>
            <translation>Informe de entrenamiento</translation>
        </message>
        <message>
            <source>Patch dataset</source>
            <translation>Conjunto de parches</translation>
        </message>
        <message>
            <source>A dataset file made by Build Patch Dataset.</source>
            <translation>Un archivo de datos hecho por «Construir conjunto de parches».</translation>
        </message>
        <message>
            <source>The model file for Predict SOC Raster.</source>
            <translation>El archivo de modelo para «Predecir ráster de COS».</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>Archivos HTML (*.html)</translation>
        </message>
        <message>
            <source>Patch datasets (*.npz)</source>
            <translation>Conjuntos de parches (*.npz)</translation>
        </message>
        <message>
            <source>Train Random Forest</source>
            <translation>Entrenar bosque aleatorio</translation>
        </message>
        <message>
            <source>Grows a random forest, or extra trees, on a patch dataset.</source>
            <translation>Hace crecer un bosque aleatorio, o árboles extra, con un conjunto de parches.</translation>
        </message>
        <message>
            <source>train,random forest,machine learning,trees,regression,quantile</source>
            <translation>entrenar,bosque aleatorio,aprendizaje automático,árboles,regresión,cuantil</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>Siguiente: {}</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Capas</translation>
        </message>
        <message>
            <source>Categories of covariates to use (empty = all)</source>
            <translation>Categorías de covariables que se usan (vacío = todas)</translation>
        </message>
        <message>
            <source>Which covariates the model sees, as category names separated by commas, for example: climate,terrain. The report of Build Patch Dataset lists them.</source>
            <translation>Qué covariables ve el modelo, como nombres de categorías separados por comas, por ejemplo: climate,terrain. El informe de «Construir conjunto de parches» las enumera.</translation>
        </message>
        <message>
            <source>Random seed</source>
            <translation>Semilla aleatoria</translation>
        </message>
        <message>
            <source>The same seed, data and computer give exactly the same result.</source>
            <translation>La misma semilla, los mismos datos y el mismo equipo dan exactamente el mismo resultado.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Where the network is computed: auto takes a graphics card if the worker's PyTorch can use one.</source>
            <translation>Dónde se calcula la red: auto toma una tarjeta gráfica si el PyTorch del entorno de trabajo puede usarla.</translation>
        </message>
        <message>
            <source>Dask scheduler (empty = this computer)</source>
            <translation>Planificador de Dask (vacío = este equipo)</translation>
        </message>
        <message>
            <source>The address of a Dask cluster that does the work, such as tcp://host:8786. Its workers need the packages of the environment of SOC Map, and see the same files at the same paths. Name only a cluster that you trust: it runs any code, and this computer trusts what it answers.</source>
            <translation>La dirección de un clúster de Dask que hace el trabajo, como tcp://host:8786. Sus trabajadores necesitan los paquetes del entorno de SOC Map y ven los mismos archivos en las mismas rutas. Nombre solo un clúster en el que confíe: ejecuta cualquier código, y este equipo confía en lo que responde.</translation>
        </message>
        <message>
            <source>Search for the best settings</source>
            <translation>Buscar los mejores ajustes</translation>
        </message>
        <message>
            <source>Trains the network with every combination of the values below and keeps the one with the smallest validation error. The time grows with the number of combinations.</source>
            <translation>Entrena la red con cada combinación de los valores de abajo y conserva la de menor error de validación. El tiempo crece con el número de combinaciones.</translation>
        </message>
        <message>
            <source>Values to search</source>
            <translation>Valores que se prueban</translation>
        </message>
        <message>
            <source>Written as learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: every value is combined with every other. Names: learning_rate, dropout, weight_decay, width (factor on the network's units), convolutions, lstm_layers, window (the centre of the patches, in pixels, odd). What is not named stays as set in this dialog.</source>
            <translation>Escrito como learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: cada valor se combina con todos los demás. Nombres: learning_rate, dropout, weight_decay, width (factor de las unidades de la red), convolutions, lstm_layers, window (el centro de los parches, en píxeles, impar). Lo que no se nombra queda como en este diálogo.</translation>
        </message>
        <message>
            <source>Learn the logarithm of the target</source>
            <translation>Aprender el logaritmo del objetivo</translation>
        </message>
        <message>
            <source>on: models learn log(1 + y), for a target with few very large values; what they predict is in the unit of the target, corrected for the bias of turning back. auto: where all training targets are above 0, their skewness is above 1 and that of their logarithms is smaller; in every fold its own training samples decide.</source>
            <translation>on: los modelos aprenden log(1 + y), para un objetivo con pocos valores muy grandes; lo que predicen está en la unidad del objetivo, corregido del sesgo de la vuelta. auto: donde todos los valores de entrenamiento son mayores que 0, su asimetría es mayor que 1 y la de sus logaritmos es menor; en cada partición deciden sus propias muestras de entrenamiento.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <source>compact: about a tenth of the parameters, for a few hundred samples. paper: the network of Zhang et al. (2022), for about a thousand samples and more.</source>
            <translation>compact: cerca de un décimo de los parámetros, para unos cientos de muestras. paper: la red de Zhang et al. (2022), a partir de unas mil muestras.</translation>
        </message>
        <message>
            <source>Networks in the ensemble</source>
            <translation>Redes del conjunto</translation>
        </message>
        <message>
            <source>So many networks are trained at once, each with its own validation samples; the prediction is their mean and their spread is its standard deviation.</source>
            <translation>Se entrenan tantas redes a la vez, cada una con sus propias muestras de validación; la predicción es su media y su dispersión es la desviación estándar.</translation>
        </message>
        <message>
            <source>Epochs at most</source>
            <translation>Máximo de épocas</translation>
        </message>
        <message>
            <source>How often each network sees all of its training samples, unless early stopping ends it before.</source>
            <translation>Cuántas veces ve cada red todas sus muestras de entrenamiento, si no se detiene antes.</translation>
        </message>
        <message>
            <source>Patience (epochs)</source>
            <translation>Paciencia (épocas)</translation>
        </message>
        <message>
            <source>A network stops after so many epochs without a better validation error, and keeps its best weights.</source>
            <translation>Una red se detiene tras tantas épocas sin mejor error de validación y conserva sus mejores pesos.</translation>
        </message>
        <message>
            <source>Share of samples for validation</source>
            <translation>Proporción de muestras para validación</translation>
        </message>
        <message>
            <source>The share of the training samples that decides on early stopping and is not trained on. It is rounded to one half, one third, one fourth, ... so that the first members share no validation row.</source>
            <translation>La proporción de las muestras de entrenamiento que decide la parada temprana y no se entrena. Se redondea a un medio, un tercio, un cuarto, ... para que los primeros miembros no compartan ninguna fila de validación.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Tasa de aprendizaje</translation>
        </message>
        <message>
            <source>The step size of the Adam optimiser.</source>
            <translation>El tamaño de paso del optimizador Adam.</translation>
        </message>
        <message>
            <source>Batch size (samples)</source>
            <translation>Tamaño de lote (muestras)</translation>
        </message>
        <message>
            <source>How many samples make one training step.</source>
            <translation>Cuántas muestras forman un paso de entrenamiento.</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>The share of the dense layer's units that are left out at random in a training step.</source>
            <translation>La proporción de unidades de la capa densa que se omiten al azar en un paso de entrenamiento.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Decaimiento de pesos</translation>
        </message>
        <message>
            <source>How strongly large weights are pulled towards zero.</source>
            <translation>Con qué fuerza se llevan los pesos grandes hacia cero.</translation>
        </message>
        <message>
            <source>Turn and mirror patches</source>
            <translation>Girar y reflejar los parches</translation>
        </message>
        <message>
            <source>Shows the network the eight symmetries of every patch. It then cannot see in the elevations of a patch where a slope faces: where that matters, add northness and eastness, which Terrain Covariates makes, or turn this off.</source>
            <translation>Muestra a la red las ocho simetrías de cada parche. Entonces no puede ver en las elevaciones de un parche hacia dónde mira una ladera: donde eso importe, añada northness y eastness, que crea «Covariables del relieve», o desactive esto.</translation>
        </message>
        <message>
            <source>Trees</source>
            <translation>Número de árboles</translation>
        </message>
        <message>
            <source>How many trees the forest has; more are slower and rarely worse.</source>
            <translation>Cuántos árboles tiene el bosque; más son más lentos y rara vez peores.</translation>
        </message>
        <message>
            <source>Share of variables tried at a split</source>
            <translation>Proporción de variables probadas en una división</translation>
        </message>
        <message>
            <source>The share of the variables from which the best split is taken.</source>
            <translation>La proporción de variables de las que se toma la mejor división.</translation>
        </message>
        <message>
            <source>Samples in a leaf at least</source>
            <translation>Muestras en una hoja como mínimo</translation>
        </message>
        <message>
            <source>Larger leaves give smoother predictions.</source>
            <translation>Hojas mayores dan predicciones más suaves.</translation>
        </message>
        <message>
            <source>Kind of trees</source>
            <translation>Tipo de árboles</translation>
        </message>
        <message>
            <source>forest takes the best split of some variables; extratrees the best of splits at random places, which is faster and with few samples often better.</source>
            <translation>forest toma la mejor división de algunas variables; extratrees la mejor de divisiones en lugares al azar, lo que es más rápido y, con pocas muestras, a menudo mejor.</translation>
        </message>
        <message>
            <source>What the trees see</source>
            <translation>Qué ven los árboles</translation>
        </message>
        <message>
            <source>window: mean and spread of every static covariate around the sample, mean, trend and spread of every sequence, beside the values at the sample; centre: these values only, as in the paper.</source>
            <translation>window: media y dispersión de cada covariable estática en torno a la muestra, media, tendencia y dispersión de cada secuencia, además de los valores en la muestra; centre: solo estos valores, como en el artículo.</translation>
        </message>
        <message>
            <source>Coordinates among the variables</source>
            <translation>Coordenadas entre las variables</translation>
        </message>
        <message>
            <source>xy, or oblique axes in six directions (Moeller et al. 2020): where soils differ between regions for reasons that no covariate shows. none where the map goes beyond the samples.</source>
            <translation>xy, o ejes oblicuos en seis direcciones (Moeller et al. 2020): donde los suelos difieren entre regiones por razones que ninguna covariable muestra. none donde el mapa va más allá de las muestras.</translation>
        </message>
        <message>
            <source>Annual EVI</source>
            <translation>EVI anual</translation>
        </message>
        <message>
            <source>1 Prepare</source>
            <translation>1 Preparar</translation>
        </message>
        <message>
            <source>Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year.</source>
            <translation>Promedia el índice de vegetación de MOD09GA o MOD09A1 sobre las observaciones despejadas de cada año.</translation>
        </message>
        <message>
            <source>MODIS,MOD09GA,MOD09A1,HDF,EVI,vegetation index,reflectance,time series,covariates,yearly,import</source>
            <translation>MODIS,MOD09GA,MOD09A1,HDF,EVI,índice de vegetación,reflectancia,serie temporal,covariables,anual,importar</translation>
        </message>
        <message>
            <source>A pixel with fewer clear observations in a year is nodata in that year; 1 keeps all that have any.</source>
            <translation>Un píxel con menos observaciones despejadas en un año queda sin datos en ese año; 1 conserva todos los que tienen alguna.</translation>
        </message>
        <message>
            <source>Left out by the state of the pixel</source>
            <translation>Excluido por el estado del píxel</translation>
        </message>
        <message>
            <source>Clear observations a pixel needs</source>
            <translation>Observaciones despejadas que necesita un píxel</translation>
        </message>
        <message>
            <source>Folder for the annual EVI</source>
            <translation>Carpeta del EVI anual</translation>
        </message>
        <message>
            <source>Holds evi-mean.tif, a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Contiene evi-mean.tif, una banda por año. La carpeta misma puede darse a «Construir conjunto de parches» como covariables temporales. Los archivos de otros nombres permanecen en ella.</translation>
        </message>
        <message>
            <source>MOD09GA or MOD09A1 of all days: HDF tiles, GeoTIFFs of AppEEARS, exports of Earth Engine, or rasters named like red_2010-01-25.tif, nir_..., blue_... and state_.... Scripts may name a folder.</source>
            <translation>MOD09GA o MOD09A1 de todos los días: teselas HDF, GeoTIFF de AppEEARS, exportaciones de Earth Engine, o rásteres con nombres como red_2010-01-25.tif, nir_..., blue_... y state_.... Los scripts pueden nombrar una carpeta.</translation>
        </message>
        <message>
            <source>The rectangle that is averaged, in any CRS; it is widened to whole pixels. A small one saves time and disk space.</source>
            <translation>El rectángulo que se promedia, en cualquier SRC; se amplía a píxeles enteros. Uno pequeño ahorra tiempo y espacio en disco.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Files of other years are not read.</source>
            <translation>Escrito como 2002-2011 o 2002,2004. Los archivos de otros años no se leen.</translation>
        </message>
        <message>
            <source>Observations in one of these conditions are not clear and not averaged. Fill values never are. assumed-clear is the cloud state that the product did not determine and takes for clear.</source>
            <translation>Las observaciones en uno de estos estados no son despejadas y no se promedian. Los valores de relleno nunca. assumed-clear es el estado de nubes que el producto no determinó y toma por despejado.</translation>
        </message>
        <message>
            <source>Number of clear observations</source>
            <translation>Número de observaciones despejadas</translation>
        </message>
        <message>
            <source>How many observations are in each mean, a band a year.</source>
            <translation>Cuántas observaciones hay en cada media, una banda por año.</translation>
        </message>
        <message>
            <source>Files of surface reflectance</source>
            <translation>Archivos de reflectancia de superficie</translation>
        </message>
        <message>
            <source>Extent (empty = all of the files)</source>
            <translation>Extensión (vacía = toda la de los archivos)</translation>
        </message>
        <message>
            <source>Years (empty = all)</source>
            <translation>Años (vacío = todos)</translation>
        </message>
        <message>
            <source>Build Patch Dataset</source>
            <translation>Construir conjunto de parches</translation>
        </message>
        <message>
            <source>Reads rasters around soil samples into a dataset for training: static patches and temporal sequences.</source>
            <translation>Lee rásteres alrededor de muestras de suelo en un conjunto de datos para entrenar: parches estáticos y secuencias temporales.</translation>
        </message>
        <message>
            <source>samples,points,covariates,rasters,dataset,training data,extract,sampling</source>
            <translation>muestras,puntos,covariables,rásteres,conjunto de datos,datos de entrenamiento,extraer,muestreo</translation>
        </message>
        <message>
            <source>The table that List Covariates made, edited or not: it alone says what is read, and how.</source>
            <translation>La tabla que hizo «Listar covariables», editada o no: ella sola dice qué se lee y cómo.</translation>
        </message>
        <message>
            <source>Points with a laboratory value, in any CRS. Selection and filter are honoured.</source>
            <translation>Puntos con un valor de laboratorio, en cualquier SRC. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>What the model learns: a field or an expression, for example "soc_percent" * 10 or "organic_matter" / 1.724, which give g/kg.</source>
            <translation>Lo que aprende el modelo: un campo o una expresión, por ejemplo "soc_percent" * 10 o "organic_matter" / 1.724, que dan g/kg.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. Reports, the model and the map name it; nothing is converted.</source>
            <translation>g/kg, %, t/ha u otra unidad: la de lo que da el objetivo. Informes, modelo y mapa la nombran; nada se convierte.</translation>
        </message>
        <message>
            <source>A field whose values, such as land use or soil type, every fold shall hold in the same shares.</source>
            <translation>Un campo cuyos valores, como el uso o el tipo de suelo, debe tener cada pliegue en las mismas proporciones.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Messages, dropped samples and predictions name samples by it.</source>
            <translation>Un campo distinto para cada muestra, como el número de laboratorio. Mensajes, muestras descartadas y predicciones nombran las muestras por él.</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, such as climate means and terrain. Every band is a covariate.</source>
            <translation>Rásteres que no cambian con el tiempo, como medias climáticas y relieve. Cada banda es una covariable.</translation>
        </message>
        <message>
            <source>Rasters of many years or months, such as phenology. Step and variable are read from layer, file or band names like greenup_2002; the log shows how each was understood. Scripts and models may give the folder that Import Phenology has made.</source>
            <translation>Rásteres de muchos años o meses, como la fenología. El paso y la variable se leen de nombres de capas, archivos o bandas como greenup_2002; el registro muestra cómo se entendió cada uno. Los scripts y los modelos pueden dar la carpeta que hizo «Importar fenología».</translation>
        </message>
        <message>
            <source>Side of the square patch of static covariates around a sample, in pixels of the reference grid.</source>
            <translation>Lado del parche cuadrado de covariables estáticas alrededor de una muestra, en píxeles de la cuadrícula de referencia.</translation>
        </message>
        <message>
            <source>The raster whose pixels are the grid of patches and maps; all static covariates are read onto it. Empty: the static layer with the smallest pixels that covers the samples; the log names it.</source>
            <translation>El ráster cuyos píxeles son la cuadrícula de parches y mapas; todas las covariables estáticas se leen sobre ella. Vacío: la capa estática de píxeles más pequeños que cubre las muestras; el registro la nombra.</translation>
        </message>
        <message>
            <source>nearest: the value of the coarse pixel that contains the sample. bilinear: between pixel centres.</source>
            <translation>nearest: el valor del píxel grueso que contiene la muestra. bilinear: entre centros de píxeles.</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, for names that are not recognised. Example: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) reads M01MOD4 as step 1 of M_MOD4. What groups named drop, drop1 and so on catch is left out of the variable's name: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ takes the second date of a scene away.</source>
            <translation>Una expresión regular con un grupo llamado time, para nombres que no se reconocen. Ejemplo: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) lee M01MOD4 como el paso 1 de M_MOD4. Lo que capturan los grupos llamados drop, drop1 y así sucesivamente se omite del nombre de la variable: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ quita la segunda fecha de una escena.</translation>
        </message>
        <message>
            <source>The category of covariates (climate, terrain, phenology, vegetation index or your own), by the name of a layer or variable. Others are given one by their name. Scripts may pass a JSON object.</source>
            <translation>La categoría de las covariables (climate, terrain, phenology, vegetation index o una propia), por el nombre de una capa o variable. Las demás reciben una por su nombre. Los scripts pueden pasar un objeto JSON.</translation>
        </message>
        <message>
            <source>Covariate table</source>
            <translation>Tabla de covariables</translation>
        </message>
        <message>
            <source>Dropped samples</source>
            <translation>Muestras descartadas</translation>
        </message>
        <message>
            <source>Dataset report</source>
            <translation>Informe del conjunto de datos</translation>
        </message>
        <message>
            <source>The dataset file for the training algorithms.</source>
            <translation>El archivo de datos para los algoritmos de entrenamiento.</translation>
        </message>
        <message>
            <source>The samples that could not be used, each with the reason.</source>
            <translation>Las muestras que no pudieron usarse, cada una con el motivo.</translation>
        </message>
        <message>
            <source>Statistics of samples and covariates, for reading.</source>
            <translation>Estadísticas de muestras y covariables, para leer.</translation>
        </message>
        <message>
            <source>Window (pixels, odd)</source>
            <translation>Ventana (píxeles, impar)</translation>
        </message>
        <message>
            <source>Resampling of temporal covariates</source>
            <translation>Remuestreo de las covariables temporales</translation>
        </message>
        <message>
            <source>Soil samples</source>
            <translation>Muestras de suelo</translation>
        </message>
        <message>
            <source>Target: soil organic carbon</source>
            <translation>Objetivo: carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>Unit of the target</source>
            <translation>Unidad del objetivo</translation>
        </message>
        <message>
            <source>Strata for stratified folds</source>
            <translation>Estratos para pliegues estratificados</translation>
        </message>
        <message>
            <source>Id of the samples (empty = feature id)</source>
            <translation>Id de las muestras (vacío = id del objeto)</translation>
        </message>
        <message>
            <source>Static covariates</source>
            <translation>Covariables estáticas</translation>
        </message>
        <message>
            <source>Temporal covariates</source>
            <translation>Covariables temporales</translation>
        </message>
        <message>
            <source>Reference grid (empty = finest static layer)</source>
            <translation>Cuadrícula de referencia (vacía = capa estática más fina)</translation>
        </message>
        <message>
            <source>Time pattern (empty = recognise)</source>
            <translation>Patrón de tiempo (vacío = reconocer)</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Categorías</translation>
        </message>
        <message>
            <source>Covariate</source>
            <translation>Covariable</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoría</translation>
        </message>
        <message>
            <source>Check Samples</source>
            <translation>Comprobar muestras</translation>
        </message>
        <message>
            <source>Finds impossible values, mixed units, wrong places and duplicates in soil samples, and removes nothing.</source>
            <translation>Encuentra valores imposibles, unidades mezcladas, lugares erróneos y duplicados en muestras de suelo, y no quita nada.</translation>
        </message>
        <message>
            <source>quality,plausibility,outlier,unit,per cent,organic matter,swapped coordinates,detection limit,error,clean</source>
            <translation>calidad,plausibilidad,valor atípico,unidad,por ciento,materia orgánica,coordenadas intercambiadas,límite de detección,error,limpiar</translation>
        </message>
        <message>
            <source>All rules with their limits, a map, and what was found, for reading.</source>
            <translation>Todas las reglas con sus límites, un mapa y lo que se encontró, para leer.</translation>
        </message>
        <message>
            <source>Report of the check</source>
            <translation>Informe de la comprobación</translation>
        </message>
        <message>
            <source>What is checked, as Build Patch Dataset shall take it: a field or an expression, for example "organic_matter" / 1.724.</source>
            <translation>Lo que se comprueba, tal como Build Patch Dataset debe tomarlo: un campo o una expresión, por ejemplo "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. What is possible depends on it.</source>
            <translation>g/kg, %, t/ha u otra unidad: la de lo que da el objetivo. De ella depende lo que es posible.</translation>
        </message>
        <message>
            <source>Rasters such as terrain and climate: samples are compared with what these make expected, and those where none has a value near by are found.</source>
            <translation>Rásteres como relieve y clima: las muestras se comparan con lo que estos hacen esperar, y se encuentran las que no tienen valor cerca.</translation>
        </message>
        <message>
            <source>Polygons that all samples should lie in, such as those of a country or of its land.</source>
            <translation>Polígonos en los que deberían estar todas las muestras, como los de un país o de su tierra.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Findings name samples by it.</source>
            <translation>Un campo distinto para cada muestra, como el número en el laboratorio. Los hallazgos nombran las muestras por él.</translation>
        </message>
        <message>
            <source>When samples were taken: a date, a year, or a text with one.</source>
            <translation>Cuándo se tomaron las muestras: una fecha, un año o un texto con uno.</translation>
        </message>
        <message>
            <source>How far a value may be from its neighbours, or from what the covariates make expected. Less finds more, and more of that is right.</source>
            <translation>Cuánto puede alejarse un valor de sus vecinos, o de lo que las covariables hacen esperar. Menos encuentra más, y más de ello es correcto.</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Hallazgos</translation>
        </message>
        <message>
            <source>A point a finding: sample, rule, value, limit, what was seen, and what to do.</source>
            <translation>Un punto por hallazgo: muestra, regla, valor, límite, lo que se vio y qué hacer.</translation>
        </message>
        <message>
            <source>Robust standard deviations</source>
            <translation>Desviaciones típicas robustas</translation>
        </message>
        <message>
            <source>Covariates</source>
            <translation>Covariables</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Zona</translation>
        </message>
        <message>
            <source>Field of the date</source>
            <translation>Campo de la fecha</translation>
        </message>
        <message>
            <source>Harmonise Depths</source>
            <translation>Armonizar profundidades</translation>
        </message>
        <message>
            <source>Brings soil horizons of any depths to standard depths, and names every horizon that needs a look.</source>
            <translation>Lleva horizontes de suelo de cualesquiera profundidades a profundidades estándar y nombra cada horizonte que necesita una mirada.</translation>
        </message>
        <message>
            <source>profile,horizon,depth,spline,equal-area,mass-preserving,mpspline,GlobalSoilMap,0-30 cm,layer,bulk density</source>
            <translation>perfil,horizonte,profundidad,spline,áreas iguales,conserva la masa,mpspline,GlobalSoilMap,0-30 cm,capa,densidad aparente</translation>
        </message>
        <message>
            <source>A table or a layer of points with a row a horizon, or a row a profile and fields such as soc_0_30. Selection and filter are honoured.</source>
            <translation>Una tabla o una capa de puntos con una fila por horizonte, o una fila por perfil y campos como soc_0_30. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>What tells a profile from another: all rows with the same value are horizons of one profile.</source>
            <translation>Lo que distingue un perfil de otro: todas las filas con el mismo valor son horizontes de un perfil.</translation>
        </message>
        <message>
            <source>The depth at which a horizon begins. Leave top and bottom empty where the names of the fields with the values say the depths, such as soc_0_30.</source>
            <translation>La profundidad a la que comienza un horizonte. Deje vacíos techo y base donde los nombres de los campos de valores digan las profundidades, como soc_0_30.</translation>
        </message>
        <message>
            <source>The depth at which a horizon ends.</source>
            <translation>La profundidad a la que termina un horizonte.</translation>
        </message>
        <message>
            <source>What was measured, such as soil organic carbon, bulk density and coarse fragments: several fields are harmonised in one run. A text such as &lt;0.5 is a value below the detection limit.</source>
            <translation>Lo que se midió, como carbono orgánico del suelo, densidad aparente y fragmentos gruesos: varios campos se armonizan en una ejecución. Un texto como &lt;0.5 es un valor bajo el límite de detección.</translation>
        </message>
        <message>
            <source>Limits of layers that follow each other, 0-5-15-30, or any layers, 0-20; 0-30.</source>
            <translation>Límites de capas que se siguen, 0-5-15-30, o capas cualesquiera, 0-20; 0-30.</translation>
        </message>
        <message>
            <source>spline: a smooth function of depth whose mean over each horizon is what was measured there, nearly or exactly as the smoothness says. mean: the mean of the horizons, weighted by their thickness inside a layer.</source>
            <translation>spline: una función suave de la profundidad cuya media en cada horizonte es lo medido allí, casi o exactamente según la suavidad. mean: la media de los horizontes, ponderada por su espesor dentro de una capa.</translation>
        </message>
        <message>
            <source>Points of the profiles, where the horizons are a table without geometry.</source>
            <translation>Puntos de los perfiles, donde los horizontes son una tabla sin geometría.</translation>
        </message>
        <message>
            <source>Where it is not called as the field of the profile in the horizons.</source>
            <translation>Donde no se llama como el campo del perfil en los horizontes.</translation>
        </message>
        <message>
            <source>0 keeps the measured mean of every horizon exactly; larger values give smoother functions that differ from it more, which the field rmse shows.</source>
            <translation>0 conserva exactamente la media medida de cada horizonte; valores mayores dan funciones más suaves que se apartan más de ella, lo que muestra el campo rmse.</translation>
        </message>
        <message>
            <source>In what the depths of the horizons are given; the standard depths are always in cm.</source>
            <translation>En qué se dan las profundidades de los horizontes; las profundidades estándar están siempre en cm.</translation>
        </message>
        <message>
            <source>Standard depths</source>
            <translation>Profundidades estándar</translation>
        </message>
        <message>
            <source>A point a profile with a field a property and depth, such as soc_0_30, and how much was sampled.</source>
            <translation>Un punto por perfil con un campo por propiedad y profundidad, como soc_0_30, y cuánto se muestreó.</translation>
        </message>
        <message>
            <source>A point for everything that was found wrong or doubtful, with profile and horizon.</source>
            <translation>Un punto para todo lo que se halló erróneo o dudoso, con perfil y horizonte.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Método</translation>
        </message>
        <message>
            <source>Smoothness of the spline (lambda)</source>
            <translation>Suavidad del spline (lambda)</translation>
        </message>
        <message>
            <source>Unit of top and bottom</source>
            <translation>Unidad de techo y base</translation>
        </message>
        <message>
            <source>Horizons</source>
            <translation>Horizontes</translation>
        </message>
        <message>
            <source>Field of the profile</source>
            <translation>Campo del perfil</translation>
        </message>
        <message>
            <source>Field of the top</source>
            <translation>Campo del techo</translation>
        </message>
        <message>
            <source>Field of the bottom</source>
            <translation>Campo de la base</translation>
        </message>
        <message>
            <source>Fields with values</source>
            <translation>Campos con valores</translation>
        </message>
        <message>
            <source>Standard depths (cm)</source>
            <translation>Profundidades estándar (cm)</translation>
        </message>
        <message>
            <source>Sites of the profiles</source>
            <translation>Sitios de los perfiles</translation>
        </message>
        <message>
            <source>Field of the profile in the sites</source>
            <translation>Campo del perfil en los sitios</translation>
        </message>
        <message>
            <source>Import Phenology</source>
            <translation>Importar fenología</translation>
        </message>
        <message>
            <source>Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year.</source>
            <translation>Convierte descargas de MCD12Q2 o VNP22Q2 en covariables anuales: un archivo por variable, una banda por año.</translation>
        </message>
        <message>
            <source>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phenology,greenup,senescence,season,time series,covariates,import</source>
            <translation>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,fenología,reverdecimiento,senescencia,estación,serie temporal,covariables,importar</translation>
        </message>
        <message>
            <source>Folder of covariates</source>
            <translation>Carpeta de covariables</translation>
        </message>
        <message>
            <source>A GeoTIFF a variable with a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Un GeoTIFF por variable con una banda por año. La carpeta misma puede darse a «Construir conjunto de parches» como covariables temporales. Los archivos de otros nombres permanecen en ella.</translation>
        </message>
        <message>
            <source>MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs or NetCDF of AppEEARS, or exports of Earth Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.</source>
            <translation>MCD12Q2 o VNP22Q2 de todos los años: teselas HDF, GeoTIFF o NetCDF de AppEEARS, o exportaciones de Earth Engine, con los nombres con que llegaron. Los scripts pueden nombrar una carpeta. Las teselas de un año se unen.</translation>
        </message>
        <message>
            <source>Which of the two cycles of a year that the product describes; few places have a second one.</source>
            <translation>Cuál de los dos ciclos de un año que describe el producto; pocos lugares tienen un segundo.</translation>
        </message>
        <message>
            <source>Values of a worse quality become gaps, which later steps interpolate in time. poor accepts all and needs no layer of quality.</source>
            <translation>Los valores de peor calidad se vuelven huecos, que pasos posteriores interpolan en el tiempo. poor acepta todos y no necesita capa de calidad.</translation>
        </message>
        <message>
            <source>The rectangle that is imported, in any CRS; it is widened to whole pixels.</source>
            <translation>El rectángulo que se importa, en cualquier SRC; se amplía a píxeles enteros.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Empty: all years of the files, between which none may be missing.</source>
            <translation>Escrito como 2002-2011 o 2002,2004. Vacío: todos los años de los archivos, entre los cuales no puede faltar ninguno.</translation>
        </message>
        <message>
            <source>The CRS of the results. In another than that of the files every pixel takes the nearest value, for dates cannot be averaged. Build Patch Dataset reads any CRS, so most users need none.</source>
            <translation>El SRC de los resultados. En otro que el de los archivos, cada píxel toma el valor más cercano, pues las fechas no se promedian. «Construir conjunto de parches» lee cualquier SRC, así que la mayoría no necesita ninguno.</translation>
        </message>
        <message>
            <source>overall: QA_Overall (GLSP_QC) of the cycle for every variable. detailed: for each date its own bits in QA_Detailed, for the others the overall quality. The number of cycles is not filtered.</source>
            <translation>overall: QA_Overall (GLSP_QC) del ciclo para cada variable. detailed: para cada fecha sus propios bits en QA_Detailed, para las demás la calidad general. El número de ciclos no se filtra.</translation>
        </message>
        <message>
            <source>Sources disagree: days are true days since 1 January 2000; with years of 366 days, 366 are taken off for every year since 2000, as AppEEARS advises. MCD12Q2 is not affected.</source>
            <translation>Las fuentes discrepan: days son días verdaderos desde el 1 de enero de 2000; con años de 366 días se restan 366 por cada año desde 2000, como aconseja AppEEARS. MCD12Q2 no está afectado.</translation>
        </message>
        <message>
            <source>Vegetation cycle</source>
            <translation>Ciclo de vegetación</translation>
        </message>
        <message>
            <source>Worst quality accepted</source>
            <translation>Peor calidad aceptada</translation>
        </message>
        <message>
            <source>Quality by</source>
            <translation>Calidad según</translation>
        </message>
        <message>
            <source>Dates of VNP22Q2 count</source>
            <translation>Las fechas de VNP22Q2 cuentan</translation>
        </message>
        <message>
            <source>Files of the product</source>
            <translation>Archivos del producto</translation>
        </message>
        <message>
            <source>Target CRS (empty = that of the files)</source>
            <translation>SRC de destino (vacío = el de los archivos)</translation>
        </message>
        <message>
            <source>List Covariates</source>
            <translation>Listar covariables</translation>
        </message>
        <message>
            <source>Shows how rasters are understood: name, step, category, kind and values of every band, in a table to edit.</source>
            <translation>Muestra cómo se entienden los rásteres: nombre, paso, categoría, clase y valores de cada banda, en una tabla editable.</translation>
        </message>
        <message>
            <source>covariates,names,rasters,table,years,categories,check,time series</source>
            <translation>covariables,nombres,rásteres,tabla,años,categorías,comprobar,serie temporal</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, as for Build Patch Dataset.</source>
            <translation>Rásteres que no cambian con el tiempo, como en «Construir conjunto de parches».</translation>
        </message>
        <message>
            <source>Rasters of many years or months, as for Build Patch Dataset.</source>
            <translation>Rásteres de muchos años o meses, como en «Construir conjunto de parches».</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, as for Build Patch Dataset.</source>
            <translation>Una expresión regular con un grupo llamado time, como en «Construir conjunto de parches».</translation>
        </message>
        <message>
            <source>Values are looked at where the reference grid lies.</source>
            <translation>Los valores se miran donde está la cuadrícula de referencia.</translation>
        </message>
        <message>
            <source>A row a band. Edit it and give it to Build Patch Dataset.</source>
            <translation>Una fila por banda. Edítela y désela a «Construir conjunto de parches».</translation>
        </message>
        <message>
            <source>Reference grid (empty = as Build Patch Dataset)</source>
            <translation>Cuadrícula de referencia (vacía = como Construir conjunto de parches)</translation>
        </message>
        <message>
            <source>SOC Stock</source>
            <translation>Reserva de COS</translation>
        </message>
        <message>
            <source>Turns concentration, bulk density, coarse fragments and thickness at points into t/ha with an error.</source>
            <translation>Convierte concentración, densidad aparente, fragmentos gruesos y espesor en puntos a t/ha con un error.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,equivalent soil mass,GSOCmap,error</source>
            <translation>reserva de carbono,t/ha,densidad aparente,pedotransferencia,fragmentos gruesos,piedras,masa de suelo equivalente,GSOCmap,error</translation>
        </message>
        <message>
            <source>Points with what was measured in one layer of soil, such as those of Harmonise Depths. Selection and filter are honoured.</source>
            <translation>Puntos con lo que se midió en una capa de suelo, como los de Harmonise Depths. Se respetan selección y filtro.</translation>
        </message>
        <message>
            <source>Of the fine earth: a field or an expression, for example "soc_0_30" or "soc_percent" * 10.</source>
            <translation>De la tierra fina: un campo o una expresión, por ejemplo "soc_0_30" o "soc_percent" * 10.</translation>
        </message>
        <message>
            <source>Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no value: by the pedotransfer function.</source>
            <translation>Masa de la tierra fina en el volumen que llena, sin piedras. Vacío, o donde no hay valor: por la función de pedotransferencia.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A point without a value has no stock; coalesce("stones", 0) takes it for none.</source>
            <translation>Lo que es más grueso que 2 mm. Vacío: nada. Un punto sin valor no tiene reserva; coalesce("stones", 0) lo toma por ninguno.</translation>
        </message>
        <message>
            <source>Of the layer: a number, or a field such as "soc_0_30_sampled" of Harmonise Depths.</source>
            <translation>De la capa: un número, o un campo como "soc_0_30_sampled" de Harmonise Depths.</translation>
        </message>
        <message>
            <source>none: points without a density have no stock. best: the one with the smallest error on your measured densities, at least ten of them. own: the function below. The others are published ones; the log says how each does on your densities.</source>
            <translation>none: los puntos sin densidad no tienen reserva. best: la de menor error en sus densidades medidas, al menos diez. own: la función de abajo. Las demás están publicadas; el registro dice cómo va cada una en sus densidades.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. Other forms are inverse, logarithm, exponential and mixture; see the help.</source>
            <translation>Una forma y sus coeficientes, con o como el por ciento de materia orgánica: linear 1.62 -0.06 es 1.62 - 0.06 o. Otras formas son inverse, logarithm, exponential y mixture; véase la ayuda.</translation>
        </message>
        <message>
            <source>A number, a field or an expression; empty: none is known.</source>
            <translation>Un número, un campo o una expresión; vacío: no se conoce ninguno.</translation>
        </message>
        <message>
            <source>Estimated ones have that of the pedotransfer function.</source>
            <translation>Las estimadas tienen el de la función de pedotransferencia.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals, such as ("upper" - "lower") / 2.</source>
            <translation>stddev: desviaciones típicas. half_90: la mitad de intervalos del 90 %, como ("upper" - "lower") / 2.</translation>
        </message>
        <message>
            <source>Adds the stock in so many tonnes of fine earth, the same at all points: to compare land uses or years whose bulk densities differ. 3900 is 30 cm with a density of 1.3 g/cm3.</source>
            <translation>Añade la reserva en tantas toneladas de tierra fina, la misma en todos los puntos: para comparar usos o años cuyas densidades aparentes difieren. 3900 son 30 cm con una densidad de 1,3 g/cm3.</translation>
        </message>
        <message>
            <source>A field that is different for every sample; findings name samples by it.</source>
            <translation>Un campo distinto para cada muestra; los hallazgos nombran las muestras por él.</translation>
        </message>
        <message>
            <source>Stocks</source>
            <translation>Reservas</translation>
        </message>
        <message>
            <source>The points with their stock, its standard deviation, and the bulk density used.</source>
            <translation>Los puntos con su reserva, su desviación típica y la densidad aparente usada.</translation>
        </message>
        <message>
            <source>A point for every part that is missing or cannot be right.</source>
            <translation>Un punto por cada parte que falta o que no puede ser correcta.</translation>
        </message>
        <message>
            <source>Pedotransfer function for missing bulk densities</source>
            <translation>Función de pedotransferencia para densidades aparentes que faltan</translation>
        </message>
        <message>
            <source>What the errors are</source>
            <translation>Qué son los errores</translation>
        </message>
        <message>
            <source>Equivalent soil mass (t/ha, 0 = none)</source>
            <translation>Masa de suelo equivalente (t/ha, 0 = ninguna)</translation>
        </message>
        <message>
            <source>Soil organic carbon (g/kg)</source>
            <translation>Carbono orgánico del suelo (g/kg)</translation>
        </message>
        <message>
            <source>Bulk density (g/cm3)</source>
            <translation>Densidad aparente (g/cm3)</translation>
        </message>
        <message>
            <source>Coarse fragments (% of the volume)</source>
            <translation>Fragmentos gruesos (% del volumen)</translation>
        </message>
        <message>
            <source>Thickness (cm)</source>
            <translation>Espesor (cm)</translation>
        </message>
        <message>
            <source>Own pedotransfer function</source>
            <translation>Función de pedotransferencia propia</translation>
        </message>
        <message>
            <source>Error of soil organic carbon (g/kg)</source>
            <translation>Error del carbono orgánico del suelo (g/kg)</translation>
        </message>
        <message>
            <source>Error of measured bulk densities (g/cm3)</source>
            <translation>Error de las densidades aparentes medidas (g/cm3)</translation>
        </message>
        <message>
            <source>Error of coarse fragments (% of the volume)</source>
            <translation>Error de los fragmentos gruesos (% del volumen)</translation>
        </message>
        <message>
            <source>Error of the thickness (cm)</source>
            <translation>Error del espesor (cm)</translation>
        </message>
        <message>
            <source>Terrain Covariates</source>
            <translation>Covariables del relieve</translation>
        </message>
        <message>
            <source>Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each.</source>
            <translation>Deriva pendiente, rugosidad, posición, humedad y potencia de flujo de un modelo de elevación: un archivo cada una.</translation>
        </message>
        <message>
            <source>terrain,DEM,elevation,slope,aspect,northness,wetness,TWI,ruggedness,topography,relief,covariates</source>
            <translation>terreno,MDE,elevación,pendiente,orientación,northness,humedad,TWI,rugosidad,topografía,relieve,covariables</translation>
        </message>
        <message>
            <source>Unit of elevation</source>
            <translation>Unidad de elevación</translation>
        </message>
        <message>
            <source>A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi, and where wanted of northness and eastness. The folder itself can be given to Build Patch Dataset as static covariates. Files of other names in it stay.</source>
            <translation>Un GeoTIFF para cada uno de elev, slp, tri, rough, vrm, tpi, cti y spi, y si se desea de northness y eastness. La carpeta misma puede darse a «Construir conjunto de parches» como covariables estáticas. Los archivos de otros nombres permanecen en ella.</translation>
        </message>
        <message>
            <source>Digital elevation model</source>
            <translation>Modelo digital de elevación</translation>
        </message>
        <message>
            <source>A raster of elevations in a projected CRS, reaching beyond the study area on every side: water from outside is not known, and the outermost pixels have no slope.</source>
            <translation>Un ráster de elevaciones en un SRC proyectado, que rebase el área de estudio por todos los lados: el agua de fuera no se conoce, y los píxeles del borde no tienen pendiente.</translation>
        </message>
        <message>
            <source>Northness and eastness too</source>
            <translation>También northness y eastness</translation>
        </message>
        <message>
            <source>Adds how far slopes lean to the north and to the east, -1 to 1. Take them where sunny and shady slopes, or windward and lee ones, differ: a CNN-LSTM that turns its patches in training cannot see a direction in elevations.</source>
            <translation>Añade cuánto se inclinan las laderas hacia el norte y hacia el este, de -1 a 1. Tómelas donde difieran solana y umbría, o barlovento y sotavento: un CNN-LSTM que gira sus parches al entrenar no puede ver una dirección en las elevaciones.</translation>
        </message>
        <message>
            <source>auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in metres; us-ft is the foot of the US survey.</source>
            <translation>auto: como dicen la banda o el SRC vertical del ráster, metros donde ninguno lo dice. Los resultados están en metros; us-ft es el pie de la agrimensura de EE. UU.</translation>
        </message>
        <message>
            <source>How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a million pixels, and are refused beyond it; the others are calculated in tiles.</source>
            <translation>Cuánta memoria puede ocuparse. Humedad y potencia de flujo necesitan todo el MDE a la vez, unos 50 MB por millón de píxeles, y se rechazan por encima; las demás se calculan por teselas.</translation>
        </message>
        <message>
            <source>Remove Python Environment</source>
            <translation>Eliminar entorno de Python</translation>
        </message>
        <message>
            <source>Removes the Python environments of SOC Map from this computer, before or after uninstalling the plugin.</source>
            <translation>Elimina de este equipo los entornos de Python de SOC Map, antes o después de desinstalar el complemento.</translation>
        </message>
        <message>
            <source>python,environment,remove,uninstall,disk space</source>
            <translation>python,entorno,quitar,desinstalar,espacio en disco</translation>
        </message>
        <message>
            <source>Keep this version's environment</source>
            <translation>Conservar el entorno de esta versión</translation>
        </message>
        <message>
            <source>Removes only the environments that older versions of SOC Map left.</source>
            <translation>Elimina solo los entornos que dejaron versiones anteriores de SOC Map.</translation>
        </message>
        <message>
            <source>Freed disk space (MB)</source>
            <translation>Espacio en disco liberado (MB)</translation>
        </message>
        <message>
            <source>There is no environment to remove.</source>
            <translation>No hay ningún entorno que eliminar.</translation>
        </message>
        <message>
            <source>Removed {} ({} MB).</source>
            <translation>Eliminado {} ({} MB).</translation>
        </message>
        <message>
            <source>A set-up is at work in {}; wait until it has ended, or cancel it.</source>
            <translation>Hay una instalación en curso en {}; espere a que termine o cancélela.</translation>
        </message>
        <message>
            <source>Set Up Python Environment</source>
            <translation>Preparar entorno de Python</translation>
        </message>
        <message>
            <source>Makes the Python environment in which the other algorithms of SOC Map work. Needed once.</source>
            <translation>Hace el entorno de Python en el que trabajan los demás algoritmos de SOC Map. Necesario una vez.</translation>
        </message>
        <message>
            <source>python,environment,install,set up,setup,pytorch,packages,gpu,cuda</source>
            <translation>python,entorno,instalar,preparar,pytorch,paquetes,gpu,cuda</translation>
        </message>
        <message>
            <source>Python interpreter (empty = find one)</source>
            <translation>Intérprete de Python (vacío = buscar uno)</translation>
        </message>
        <message>
            <source>The Python, 3.11 to 3.14, that the environment is made from. It is not changed. Empty: the best one on this computer is taken; never QGIS itself.</source>
            <translation>El Python, 3.11 a 3.14, del que se hace el entorno. No se modifica. Vacío: se toma el mejor de este equipo; nunca QGIS mismo.</translation>
        </message>
        <message>
            <source>cpu: the build of PyTorch for the processor, 1.4 GB on the disk. cuda: the one for NVIDIA graphics cards, about 5.3 GB, on Linux and Windows. While it is set up it takes 2.5 GB, or 9 GB with cuda.</source>
            <translation>cpu: el PyTorch para el procesador, 1,4 GB en disco. cuda: el de las tarjetas gráficas NVIDIA, unos 5,3 GB, en Linux y Windows. Mientras se prepara ocupa 2,5 GB, o 9 GB con cuda.</translation>
        </message>
        <message>
            <source>Folder of wheels (empty = download)</source>
            <translation>Carpeta de wheels (vacía = descargar)</translation>
        </message>
        <message>
            <source>For computers without network: a folder with the wheels of all packages, as made by pip download on another computer of the same kind.</source>
            <translation>Para equipos sin red: una carpeta con los wheels de todos los paquetes, hecha con pip download en otro equipo del mismo tipo.</translation>
        </message>
        <message>
            <source>More options for pip</source>
            <translation>Más opciones para pip</translation>
        </message>
        <message>
            <source>Options added to pip install, for example another index or a proxy: --proxy proxy.example.org:3128. The proxy of QGIS's own options is used anyway.</source>
            <translation>Opciones que se añaden a pip install, por ejemplo otro índice o un proxy: --proxy proxy.example.org:3128. El proxy de las opciones de QGIS se usa de todos modos.</translation>
        </message>
        <message>
            <source>Make the environment anew</source>
            <translation>Hacer el entorno de nuevo</translation>
        </message>
        <message>
            <source>An environment that works is left as it is, and one that does not work is made anew; this makes it anew in any case.</source>
            <translation>Un entorno que funciona se deja como está, y uno que no funciona se hace de nuevo; esto lo hace de nuevo en todo caso.</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Todos los archivos (*)</translation>
        </message>
        <message>
            <source>Compute on</source>
            <translation>Calcular en</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Entorno</translation>
        </message>
        <message>
            <source>The Python interpreter is {} ({}).</source>
            <translation>El intérprete de Python es {} ({}).</translation>
        </message>
        <message>
            <source>No Python {} to {} that can make environments was found on this computer; install one and name it in PYTHON.</source>
            <translation>No se encontró en este equipo ningún Python {} a {} que pueda hacer entornos; instale uno y nómbrelo en PYTHON.</translation>
        </message>
        <message>
            <source>{} to {}</source>
            <translation>{} a {}</translation>
        </message>
        <message>
            <source>predicted much too high</source>
            <translation>predicho muy por encima</translation>
        </message>
        <message>
            <source>predicted too high</source>
            <translation>predicho por encima</translation>
        </message>
        <message>
            <source>about right</source>
            <translation>más o menos correcto</translation>
        </message>
        <message>
            <source>predicted too low</source>
            <translation>predicho por debajo</translation>
        </message>
        <message>
            <source>predicted much too low</source>
            <translation>predicho muy por debajo</translation>
        </message>
        <message>
            <source>Residuals of {}: observed - predicted</source>
            <translation>Residuos de {}: observado - predicho</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>fuera</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>dentro</translation>
        </message>
        <message>
            <source>Map Document</source>
            <translation>Documento del mapa</translation>
        </message>
        <message>
            <source>4 Use</source>
            <translation>4 Usar</translation>
        </message>
        <message>
            <source>A map to hand on: a print layout and PDF, metadata by ISO 19115, and a table of checks.</source>
            <translation>Un mapa para entregar: composición de impresión y PDF, metadatos según ISO 19115 y una tabla de comprobaciones.</translation>
        </message>
        <message>
            <source>layout,print,PDF,legend,metadata,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,quality control,report,licence</source>
            <translation>composición,impresión,PDF,leyenda,metadatos,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,control de calidad,informe,licencia</translation>
        </message>
        <message>
            <source>The sheet as a template for the layouts of any project; that of the open project has it as a layout.</source>
            <translation>La hoja como plantilla para las composiciones de cualquier proyecto; el que está abierto la tiene como composición.</translation>
        </message>
        <message>
            <source>Metadata by ISO 19115 (ISO/TS 19139), and beside it a QMD file of the same name for QGIS.</source>
            <translation>Metadatos según ISO 19115 (ISO/TS 19139), y al lado un archivo QMD del mismo nombre para QGIS.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with the same pixels, and title, licence and all the rest in it. The map itself is left as it is. Give it the name under which the map is handed on.</source>
            <translation>Un GeoTIFF optimizado para la nube con los mismos píxeles, y con título, licencia y todo lo demás dentro. El mapa mismo queda como está. Déle el nombre con el que se entrega el mapa.</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Comprobaciones</translation>
        </message>
        <message>
            <source>What was checked: pass or fail, found and expected.</source>
            <translation>Lo que se comprobó: aprobado o no, encontrado y esperado.</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>Archivos CSV (*.csv)</translation>
        </message>
        <message>
            <source>The map to hand on. Its first band counts.</source>
            <translation>El mapa para entregar. Cuenta su primera banda.</translation>
        </message>
        <message>
            <source>Of the sheet and in the metadata; empty: soil organic carbon.</source>
            <translation>De la hoja y en los metadatos; vacío: carbono orgánico del suelo.</translation>
        </message>
        <message>
            <source>Size of the sheet, and whether it lies or stands.</source>
            <translation>Tamaño de la hoja, y si está apaisada o vertical.</translation>
        </message>
        <message>
            <source>A raster of lower limits of the map's prediction intervals.</source>
            <translation>Un ráster de límites inferiores de los intervalos de predicción del mapa.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both the width of the intervals is a small map.</source>
            <translation>Un ráster de límites superiores: con ambos, la anchura de los intervalos es un mapa pequeño.</translation>
        </message>
        <message>
            <source>A raster that is 1 where the map may be relied on and 0 where not: another small map.</source>
            <translation>Un ráster que es 1 donde se puede confiar en el mapa y 0 donde no: otro mapa pequeño.</translation>
        </message>
        <message>
            <source>Points that are shown on the map.</source>
            <translation>Puntos que se muestran en el mapa.</translation>
        </message>
        <message>
            <source>The model that made the map: it knows method, number of samples and covariates.</source>
            <translation>El modelo que hizo el mapa: conoce el método, el número de muestras y las covariables.</translation>
        </message>
        <message>
            <source>The metrics of Validate Map or of Cross-Validate; of the latter the rows of the model count.</source>
            <translation>Las medidas de Validate Map o de Cross-Validate; de este último cuentan las filas del modelo.</translation>
        </message>
        <message>
            <source>What the values are of, for example 0-30 cm.</source>
            <translation>A qué se refieren los valores, por ejemplo 0-30 cm.</translation>
        </message>
        <message>
            <source>Empty: the one that the file of the map names.</source>
            <translation>Vacío: la que nombra el archivo del mapa.</translation>
        </message>
        <message>
            <source>The years or dates that the map is about, such as 2002-2011.</source>
            <translation>Los años o fechas de los que trata el mapa, como 2002-2011.</translation>
        </message>
        <message>
            <source>The organisation or person to ask.</source>
            <translation>La organización o persona a la que preguntar.</translation>
        </message>
        <message>
            <source>Stands in the metadata only.</source>
            <translation>Está solo en los metadatos.</translation>
        </message>
        <message>
            <source>Under which the map may be used, such as CC BY 4.0.</source>
            <translation>Bajo la que puede usarse el mapa, como CC BY 4.0.</translation>
        </message>
        <message>
            <source>Of samples and covariates, as they want to be cited.</source>
            <translation>De muestras y covariables, como quieren ser citadas.</translation>
        </message>
        <message>
            <source>gsnmap: name, projection, resolution, unit and range of a soil organic carbon map of the Global Soil Nutrient Map; gsocseq: name, unit and range of a map of stocks of the Global Soil Organic Carbon Sequestration Potential Map.</source>
            <translation>gsnmap: nombre, proyección, resolución, unidad y rango de un mapa de carbono orgánico del suelo del Global Soil Nutrient Map; gsocseq: nombre, unidad y rango de un mapa de reservas del Global Soil Organic Carbon Sequestration Potential Map.</translation>
        </message>
        <message>
            <source>Instead of the one that the model gives.</source>
            <translation>En lugar de la que da el modelo.</translation>
        </message>
        <message>
            <source>Instead of the one from the measures.</source>
            <translation>En lugar de la de las medidas.</translation>
        </message>
        <message>
            <source>As you number your maps.</source>
            <translation>Como usted numera sus mapas.</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>Hoja</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>Archivos PDF (*.pdf)</translation>
        </message>
        <message>
            <source>The sheet, to print and to send.</source>
            <translation>La hoja, para imprimir y enviar.</translation>
        </message>
        <message>
            <source>Layout template</source>
            <translation>Plantilla de composición</translation>
        </message>
        <message>
            <source>QGIS layout templates (*.qpt)</source>
            <translation>Plantillas de composición de QGIS (*.qpt)</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>Metadatos</translation>
        </message>
        <message>
            <source>XML files (*.xml)</source>
            <translation>Archivos XML (*.xml)</translation>
        </message>
        <message>
            <source>Width of the intervals</source>
            <translation>Anchura de los intervalos</translation>
        </message>
        <message>
            <source>Upper minus lower limit, where both are given.</source>
            <translation>Límite superior menos inferior, donde se dan ambos.</translation>
        </message>
        <message>
            <source>Copy of the map with its metadata</source>
            <translation>Copia del mapa con sus metadatos</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Rules of FAO to check by</source>
            <translation>Reglas de la FAO para comprobar</translation>
        </message>
        <message>
            <source>Metadata for QGIS</source>
            <translation>Metadatos para QGIS</translation>
        </message>
        <message>
            <source>Checks passed</source>
            <translation>Comprobaciones aprobadas</translation>
        </message>
        <message>
            <source>Checks failed</source>
            <translation>Comprobaciones no aprobadas</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Título</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Muestras</translation>
        </message>
        <message>
            <source>Measures of accuracy</source>
            <translation>Medidas de exactitud</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Profundidad</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unidad</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>Periodo</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contacto</translation>
        </message>
        <message>
            <source>E-mail of the contact</source>
            <translation>Correo del contacto</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licencia</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Fuentes</translation>
        </message>
        <message>
            <source>Sentence on the method</source>
            <translation>Frase sobre el método</translation>
        </message>
        <message>
            <source>Sentence on the accuracy</source>
            <translation>Frase sobre la exactitud</translation>
        </message>
        <message>
            <source>Version of the map</source>
            <translation>Versión del mapa</translation>
        </message>
        <message>
            <source>The project has the layout {}: Project &gt; Layouts.</source>
            <translation>El proyecto tiene la composición {}: Proyecto &gt; Composiciones.</translation>
        </message>
        <message>
            <source>Where to Sample</source>
            <translation>Dónde muestrear</translation>
        </message>
        <message>
            <source>Proposes places for new samples: for a better map, or to judge a map without bias.</source>
            <translation>Propone lugares para muestras nuevas: para un mapa mejor, o para juzgar un mapa sin sesgo.</translation>
        </message>
        <message>
            <source>sampling design,sample,points,latin hypercube,k-means,coverage,stratified,random,validation,field campaign</source>
            <translation>diseño de muestreo,muestra,puntos,hipercubo latino,k-medias,cobertura,estratificado,aleatorio,validación,campaña de campo</translation>
        </message>
        <message>
            <source>A map of the places, and what they change, for reading.</source>
            <translation>Un mapa de los lugares, y lo que cambian, para leer.</translation>
        </message>
        <message>
            <source>Sampling report</source>
            <translation>Informe del muestreo</translation>
        </message>
        <message>
            <source>Rasters by which places are compared, and which say where samples can be: a place has to have a value in all of them. Bands of one variable and several years count as their mean. To judge a map, give the map itself.</source>
            <translation>Rásteres con los que se comparan los lugares y que dicen dónde puede haber muestras: un lugar debe tener un valor en todos. Las bandas de una variable y varios años cuentan como su media. Para juzgar un mapa, dé el mapa mismo.</translation>
        </message>
        <message>
            <source>A model whose covariates are taken, from the files that its dataset was built of.</source>
            <translation>Un modelo cuyas covariables se toman, de los archivos con que se construyó su conjunto de datos.</translation>
        </message>
        <message>
            <source>Points that are sampled already, in any CRS: new ones for a better map go where these are not.</source>
            <translation>Puntos ya muestreados, en cualquier SRC: los nuevos para un mapa mejor van donde estos no están.</translation>
        </message>
        <message>
            <source>Polygons in which samples can be taken. Selection and filter are honoured.</source>
            <translation>Polígonos en los que se puede muestrear. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>How many places are proposed.</source>
            <translation>Cuántos lugares se proponen.</translation>
        </message>
        <message>
            <source>For a better map - coverage: spread over all that the covariates have, given the samples there are; latin: so that every covariate is sampled in all of its range (conditioned Latin hypercube); dissimilarity: where the covariates are least like those of any sample. For an honest verdict - random: every place with the same chance; stratified: at random in compact strata, mostly the best.</source>
            <translation>Para un mapa mejor - coverage: repartidos por todo lo que tienen las covariables, dadas las muestras que hay; latin: de modo que cada covariable se muestree en todo su rango (hipercubo latino condicionado); dissimilarity: donde las covariables menos se parecen a las de alguna muestra. Para un veredicto honesto - random: cada lugar con la misma probabilidad; stratified: al azar en estratos compactos, casi siempre lo mejor.</translation>
        </message>
        <message>
            <source>A raster of what it costs to get to a place, such as hours from a road: cheap places are preferred among similar ones. Not with random and stratified.</source>
            <translation>Un ráster de lo que cuesta llegar a un lugar, como horas desde una carretera: entre lugares parecidos se prefieren los baratos. No con random ni stratified.</translation>
        </message>
        <message>
            <source>A raster such as the width of the map's intervals: with dissimilarity, places with large values are preferred. Not with random and stratified.</source>
            <translation>Un ráster como la anchura de los intervalos del mapa: con dissimilarity se prefieren lugares de valores grandes. No con random ni stratified.</translation>
        </message>
        <message>
            <source>Between places, and to the samples that there are. Not with random and stratified.</source>
            <translation>Entre lugares, y a las muestras que hay. No con random ni stratified.</translation>
        </message>
        <message>
            <source>With random and stratified: so many more, which replace places that cannot be reached.</source>
            <translation>Con random y stratified: tantos más, que sustituyen lugares inaccesibles.</translation>
        </message>
        <message>
            <source>The same seed and data give the same places.</source>
            <translation>La misma semilla y los mismos datos dan los mismos lugares.</translation>
        </message>
        <message>
            <source>Proposed samples</source>
            <translation>Muestras propuestas</translation>
        </message>
        <message>
            <source>Points in the order of use; of random and stratified ones with stratum and probability.</source>
            <translation>Puntos en el orden de uso; los de random y stratified con estrato y probabilidad.</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>Lugares</translation>
        </message>
        <message>
            <source>Least distance (m)</source>
            <translation>Distancia mínima (m)</translation>
        </message>
        <message>
            <source>Places in reserve</source>
            <translation>Lugares de reserva</translation>
        </message>
        <message>
            <source>Covariates (empty = those of the model)</source>
            <translation>Covariables (vacío = las del modelo)</translation>
        </message>
        <message>
            <source>Samples that there are</source>
            <translation>Muestras que hay</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Coste</translation>
        </message>
        <message>
            <source>Uncertainty</source>
            <translation>Incertidumbre</translation>
        </message>
        <message>
            <source>Values: {} to {}, mean {}</source>
            <translation>Valores: {} a {}, media {}</translation>
        </message>
        <message>
            <source>Accuracy: not known.</source>
            <translation>Exactitud: no se conoce.</translation>
        </message>
        <message>
            <source>Width of the prediction interval</source>
            <translation>Anchura del intervalo de predicción</translation>
        </message>
        <message>
            <source>Coordinate reference system: {}</source>
            <translation>Sistema de referencia de coordenadas: {}</translation>
        </message>
        <message>
            <source>Version: {}; made with {}</source>
            <translation>Versión: {}; hecho con {}</translation>
        </message>
        <message>
            <source>{} % of it in the area of applicability, outside of which it is not to be relied on</source>
            <translation>{} % de él en el área de aplicabilidad, fuera de la cual no se puede confiar en él</translation>
        </message>
        <message>
            <source>Method: {}</source>
            <translation>Método: {}</translation>
        </message>
        <message>
            <source>Accuracy: {}</source>
            <translation>Exactitud: {}</translation>
        </message>
        <message>
            <source>Sources: {}</source>
            <translation>Fuentes: {}</translation>
        </message>
        <message>
            <source>Contact: {}</source>
            <translation>Contacto: {}</translation>
        </message>
        <message>
            <source>Licence: {}</source>
            <translation>Licencia: {}</translation>
        </message>
        <message>
            <source>mean width of the intervals {}</source>
            <translation>anchura media de los intervalos {}</translation>
        </message>
        <message>
            <source>SOC Stock Map</source>
            <translation>Mapa de la reserva de COS</translation>
        </message>
        <message>
            <source>Turns maps of concentration, bulk density and coarse fragments into a map in t/ha with its error.</source>
            <translation>Convierte mapas de concentración, densidad aparente y fragmentos gruesos en un mapa en t/ha con su error.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,raster calculator,GSOCmap,uncertainty</source>
            <translation>reserva de carbono,t/ha,densidad aparente,pedotransferencia,fragmentos gruesos,piedras,calculadora ráster,GSOCmap,incertidumbre</translation>
        </message>
        <message>
            <source>The map of the concentration in the fine earth; the stocks have its pixels, onto which the other rasters are read.</source>
            <translation>El mapa de la concentración en la tierra fina; las reservas tienen sus píxeles, sobre los que se leen los demás rásteres.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A pixel without a value has no stock.</source>
            <translation>Lo que es más grueso que 2 mm. Vacío: nada. Un píxel sin valor no tiene reserva.</translation>
        </message>
        <message>
            <source>Of the layer of soil that the maps are about, 30 for 0 to 30 cm.</source>
            <translation>De la capa de suelo de la que tratan los mapas, 30 para 0 a 30 cm.</translation>
        </message>
        <message>
            <source>none: pixels without a density have no stock. own: the function below. The others are published ones; SOC Stock says which is the best on your measured densities, and with which error.</source>
            <translation>none: los píxeles sin densidad no tienen reserva. own: la función de abajo. Las demás están publicadas; SOC Stock dice cuál es la mejor en sus densidades medidas, y con qué error.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster: both limits together say how large the errors of the map are.</source>
            <translation>La de Predict SOC Raster: ambos límites juntos dicen cuán grandes son los errores del mapa.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster.</source>
            <translation>La de Predict SOC Raster.</translation>
        </message>
        <message>
            <source>What part of new samples the limits are made to hold. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Qué parte de muestras nuevas deben contener los límites. 0: como dicen los archivos de Predict SOC Raster, y 0.9 para límites que no dicen nada.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. The help of SOC Stock has the other forms.</source>
            <translation>Una forma y sus coeficientes, con o como el por ciento de materia orgánica: linear 1.62 -0.06 es 1.62 - 0.06 o. La ayuda de SOC Stock tiene las otras formas.</translation>
        </message>
        <message>
            <source>As a standard deviation; SOC Stock finds it on your measured densities.</source>
            <translation>Como desviación típica; SOC Stock la encuentra en sus densidades medidas.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of errors.</source>
            <translation>En lugar de límites: un ráster de errores.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of bulk density; empty: none is known.</source>
            <translation>Un ráster de errores del mapa de densidad aparente; vacío: no se conoce ninguno.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of coarse fragments; empty: none is known.</source>
            <translation>Un ráster de errores del mapa de fragmentos gruesos; vacío: no se conoce ninguno.</translation>
        </message>
        <message>
            <source>One number for all pixels; 0: the thickness is exact.</source>
            <translation>Un número para todos los píxeles; 0: el espesor es exacto.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals.</source>
            <translation>stddev: desviaciones típicas. half_90: la mitad de intervalos del 90 %.</translation>
        </message>
        <message>
            <source>SOC stock</source>
            <translation>Reserva de COS</translation>
        </message>
        <message>
            <source>The map in t/ha, a cloud-optimised GeoTIFF.</source>
            <translation>El mapa en t/ha, un GeoTIFF optimizado para la nube.</translation>
        </message>
        <message>
            <source>Standard deviation of the SOC stock</source>
            <translation>Desviación típica de la reserva de COS</translation>
        </message>
        <message>
            <source>From the errors of the parts, of which one at least has to be given or estimated.</source>
            <translation>De los errores de las partes, de los que al menos uno tiene que darse o estimarse.</translation>
        </message>
        <message>
            <source>Error of estimated bulk densities (g/cm3)</source>
            <translation>Error de las densidades aparentes estimadas (g/cm3)</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon (g/kg)</source>
            <translation>Límite inferior del carbono orgánico del suelo (g/kg)</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon (g/kg)</source>
            <translation>Límite superior del carbono orgánico del suelo (g/kg)</translation>
        </message>
        <message>
            <source>Error of the bulk density (g/cm3)</source>
            <translation>Error de la densidad aparente (g/cm3)</translation>
        </message>
        <message>
            <source>Totals by Area</source>
            <translation>Totales por área</translation>
        </message>
        <message>
            <source>Means and totals of a map for districts or fields, with intervals that know errors to be alike nearby.</source>
            <translation>Medias y totales de un mapa por distritos o campos, con intervalos que saben que los errores cercanos se parecen.</translation>
        </message>
        <message>
            <source>zonal statistics,total,stock,sum,mean,district,polygon,uncertainty,interval,correlogram,carbon stock,t/ha</source>
            <translation>estadística zonal,total,reserva,suma,media,distrito,polígono,incertidumbre,intervalo,correlograma,reserva de carbono,t/ha</translation>
        </message>
        <message>
            <source>Means and totals with intervals, and why these are as wide as they are.</source>
            <translation>Medias y totales con intervalos, y por qué estos son tan anchos como son.</translation>
        </message>
        <message>
            <source>Report of totals</source>
            <translation>Informe de los totales</translation>
        </message>
        <message>
            <source>Polygons such as districts, catchments or fields, in any CRS; they may overlap. Selection and filter are honoured.</source>
            <translation>Polígonos como distritos, cuencas o campos, en cualquier SRC; pueden solaparse. Se respetan la selección y el filtro.</translation>
        </message>
        <message>
            <source>What areas are called in the report; empty: by the number of the feature.</source>
            <translation>Cómo se llaman las áreas en el informe; vacío: por el número del objeto.</translation>
        </message>
        <message>
            <source>The raster to be added up. Of a stock in t/ha the totals are tonnes.</source>
            <translation>El ráster que se suma. De una reserva en t/ha los totales son toneladas.</translation>
        </message>
        <message>
            <source>A raster of upper limits; both together say how large errors are.</source>
            <translation>Un ráster de límites superiores; ambos juntos dicen cuán grandes son los errores.</translation>
        </message>
        <message>
            <source>The predictions of Cross-Validate or the residuals of Validate Map. They say how alike errors are at a distance, without which an interval of a total is far too narrow; alone they also say how large errors are.</source>
            <translation>Las predicciones de «Validación cruzada» o los residuos de «Validar mapa». Dicen cuán parecidos son los errores a una distancia, sin lo cual el intervalo de un total es demasiado estrecho; solos dicen también cuán grandes son los errores.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of standard deviations of the map's errors, such as that of SOC Stock Map. The disagreement of an ensemble is only a small part of them.</source>
            <translation>En lugar de límites: un ráster de desviaciones típicas de los errores del mapa, como el de SOC Stock Map. El desacuerdo de un conjunto es solo una pequeña parte de ellos.</translation>
        </message>
        <message>
            <source>Empty: the first field whose name ends in _residual. Choose that of the model that made the map.</source>
            <translation>Vacío: el primer campo cuyo nombre termina en _residual. Elija el del modelo que hizo el mapa.</translation>
        </message>
        <message>
            <source>For comparison with other programs only: it makes the intervals far too narrow.</source>
            <translation>Solo para comparar con otros programas: hace los intervalos demasiado estrechos.</translation>
        </message>
        <message>
            <source>What part of the observations the limits of the map promise to hold, 0.9 for 90 %; the intervals of means and totals are made to the same share.</source>
            <translation>Qué parte de las observaciones prometen contener los límites del mapa, 0.9 para el 90 %; los intervalos de medias y totales valen para la misma proporción.</translation>
        </message>
        <message>
            <source>Totals</source>
            <translation>Totales</translation>
        </message>
        <message>
            <source>The areas with hectares, share without values, and mean and total with their limits.</source>
            <translation>Las áreas con hectáreas, proporción sin valores, y media y total con sus límites.</translation>
        </message>
        <message>
            <source>Share that the limits hold</source>
            <translation>Proporción que contienen los límites</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>Áreas</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Desviación estándar</translation>
        </message>
        <message>
            <source>Field of the residual (empty = the first)</source>
            <translation>Campo del residuo (vacío = el primero)</translation>
        </message>
        <message>
            <source>Take nearby errors as unrelated</source>
            <translation>Errores vecinos independientes</translation>
        </message>
        <message>
            <source>About SOC Map</source>
            <translation>Acerca de SOC Map</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Copiar diagnóstico</translation>
        </message>
        <message>
            <source>Set Up Python Environment…</source>
            <translation>Preparar entorno de Python…</translation>
        </message>
        <message>
            <source>Quick Start</source>
            <translation>Inicio rápido</translation>
        </message>
        <message>
            <source>Open the Demo</source>
            <translation>Abrir la demostración</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>About SOC Map…</source>
            <translation>Acerca de SOC Map…</translation>
        </message>
        <message>
            <source>SOC Map {}: soil organic carbon from samples, static patches and temporal sequences.</source>
            <translation>SOC Map {}: carbono orgánico del suelo a partir de muestras, parches estáticos y secuencias temporales.</translation>
        </message>
        <message>
            <source>The Python environment in {} stays when the plugin is uninstalled; run Remove Python Environment before, or remove the folder.</source>
            <translation>El entorno de Python en {} permanece al desinstalar el complemento; ejecute antes «Eliminar entorno de Python», o elimine la carpeta.</translation>
        </message>
        <message>
            <source>The demo cannot be copied ({}); free space there or correct its permissions.</source>
            <translation>No se puede copiar la demostración ({}); libere espacio allí o corrija sus permisos.</translation>
        </message>
        <message>
            <source>Jobs cancelled because the plugin was switched off or replaced: {}.</source>
            <translation>Trabajos cancelados porque el complemento se desactivó o se reemplazó: {}.</translation>
        </message>
        <message>
            <source>SOC Map: soil organic carbon mapping</source>
            <translation>SOC Map: cartografía del carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>Worker's Python interpreter</source>
            <translation>Intérprete de Python del proceso de cálculo</translation>
        </message>
        <message>
            <source>Leave blank for the environment of Set Up Python Environment</source>
            <translation>Dejar vacío para el entorno de «Preparar entorno de Python»</translation>
        </message>
        <message>
            <source>The graphical model {} cannot be read; reinstall the plugin.</source>
            <translation>El modelo gráfico {} no puede leerse; reinstale el complemento.</translation>
        </message>
        <message>
            <source>next</source>
            <translation>siguiente</translation>
        </message>
        <message>
            <source>if you need it</source>
            <translation>si lo necesita</translation>
        </message>
        <message>
            <source>later</source>
            <translation>más tarde</translation>
        </message>
        <message>
            <source>SOC Map: quick start</source>
            <translation>SOC Map: inicio rápido</translation>
        </message>
        <message>
            <source>Steps of the work</source>
            <translation>Pasos del trabajo</translation>
        </message>
        <message>
            <source>Open the dialog</source>
            <translation>Abrir el diálogo</translation>
        </message>
        <message>
            <source>done</source>
            <translation>hecho</translation>
        </message>
    </context>
</TS>

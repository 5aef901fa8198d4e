<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>SocMap</name>
        <message>
            <source>Annual EVI</source>
            <translation>EVI anual</translation>
        </message>
        <message>
            <source>Preparation</source>
            <translation>Preparación</translation>
        </message>
        <message>
            <source>Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year.</source>
            <translation>Promedia el índice de vegetación de MOD09GA o MOD09A1 sobre las observaciones despejadas de cada año.</translation>
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
            <source>Patch dataset</source>
            <translation>Conjunto de parches</translation>
        </message>
        <message>
            <source>Patch datasets (*.npz)</source>
            <translation>Conjuntos de parches (*.npz)</translation>
        </message>
        <message>
            <source>Dropped samples</source>
            <translation>Muestras descartadas</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Informe</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>Archivos HTML (*.html)</translation>
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
            <source>Cross-Validate</source>
            <translation>Validación cruzada</translation>
        </message>
        <message>
            <source>Modelling</source>
            <translation>Modelado</translation>
        </message>
        <message>
            <source>Judges CNN-LSTM, random forest, both together and the mean on identical folds of a patch dataset.</source>
            <translation>Evalúa CNN-LSTM, bosque aleatorio, ambos juntos y la media en los mismos pliegues de un conjunto de parches.</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Métricas</translation>
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
            <source>How much worse network and forest predict unseen samples when a covariate, a category or a year is shuffled among them, as CSV.</source>
            <translation>Cuánto peor predicen red y bosque muestras no vistas cuando una covariable, una categoría o un año se permuta entre ellas, como CSV.</translation>
        </message>
        <message>
            <source>Metrics and comparison of the models, for reading.</source>
            <translation>Métricas y comparación de los modelos, para leer.</translation>
        </message>
        <message>
            <source>What is compared. cnnlstm: the network; forest: the random forest; hybrid: both together, weighted as learnt inside every fold; mean: the mean of the training samples, which every useful model beats.</source>
            <translation>Lo que se compara. cnnlstm: la red; forest: el bosque aleatorio; hybrid: ambos juntos, ponderados como se aprendió en cada pliegue; mean: la media de las muestras de entrenamiento, que todo modelo útil supera.</translation>
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
            <source>How often the samples are split anew; the spread over repeats says how certain a difference is.</source>
            <translation>Cuántas veces se dividen de nuevo las muestras; la dispersión entre repeticiones dice cuán segura es una diferencia.</translation>
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
            <source>Predictions</source>
            <translation>Predicciones</translation>
        </message>
        <message>
            <source>The samples with their folds, and prediction and residual of every model.</source>
            <translation>Las muestras con sus pliegues, y predicción y residuo de cada modelo.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>Pliegues</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>Repeticiones</translation>
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
            <source>Groups of covariates (empty = those of the paper)</source>
            <translation>Grupos de covariables (vacío = los del artículo)</translation>
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
            <source>Import Phenology</source>
            <translation>Importar fenología</translation>
        </message>
        <message>
            <source>Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year.</source>
            <translation>Convierte descargas de MCD12Q2 o VNP22Q2 en covariables anuales: un archivo por variable, una banda por año.</translation>
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
            <source>MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs of AppEEARS or exports of Earth Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.</source>
            <translation>MCD12Q2 o VNP22Q2 de todos los años: teselas HDF, GeoTIFF de AppEEARS o exportaciones de Earth Engine, con los nombres con que llegaron. Los scripts pueden nombrar una carpeta. Las teselas de un año se unen.</translation>
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
            <source>Turn and mirror the patches in training</source>
            <translation>Girar y reflejar los parches al entrenar</translation>
        </message>
        <message>
            <source>Shows the network the eight symmetries of every patch. Turn it off where direction matters, for example for aspect.</source>
            <translation>Muestra a la red las ocho simetrías de cada parche. Desactívelo donde importe la dirección, por ejemplo en la orientación.</translation>
        </message>
        <message>
            <source>Learn the logarithm of the target</source>
            <translation>Aprender el logaritmo del objetivo</translation>
        </message>
        <message>
            <source>Learns log(1 + y), for skewed targets; predictions come back in the unit of the target, corrected for the bias of the back-transform.</source>
            <translation>Aprende log(1 + y), para objetivos asimétricos; las predicciones vuelven en la unidad del objetivo, corregidas del sesgo de la transformación inversa.</translation>
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
            <source>Predict SOC Raster</source>
            <translation>Predecir ráster de COS</translation>
        </message>
        <message>
            <source>Mapping</source>
            <translation>Cartografía</translation>
        </message>
        <message>
            <source>Maps soil organic carbon with a trained model, and how far the ensemble spreads.</source>
            <translation>Cartografía el carbono orgánico del suelo con un modelo entrenado, y cuánto se dispersa el conjunto.</translation>
        </message>
        <message>
            <source>Memory (MB)</source>
            <translation>Memoria (MB)</translation>
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
            <source>Soil organic carbon</source>
            <translation>Carbono orgánico del suelo</translation>
        </message>
        <message>
            <source>Standard deviation of the ensemble</source>
            <translation>Desviación estándar del conjunto</translation>
        </message>
        <message>
            <source>The map, a cloud-optimised GeoTIFF in the unit of the target.</source>
            <translation>El mapa, un GeoTIFF optimizado para la nube en la unidad del objetivo.</translation>
        </message>
        <message>
            <source>The spread of the members of the ensemble, in the unit of the target.</source>
            <translation>La dispersión de los miembros del conjunto, en la unidad del objetivo.</translation>
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
            <source>Extent (empty = all of the reference grid)</source>
            <translation>Extensión (vacía = toda la cuadrícula de referencia)</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Máscara</translation>
        </message>
        <message>
            <source>SOC Map models (*.socmodel)</source>
            <translation>Modelos de SOC Map (*.socmodel)</translation>
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
            <source>Keep the environment that this version uses</source>
            <translation>Conservar el entorno que usa esta versión</translation>
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
            <source>Terrain Covariates</source>
            <translation>Covariables del relieve</translation>
        </message>
        <message>
            <source>Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each.</source>
            <translation>Deriva pendiente, rugosidad, posición, humedad y potencia de flujo de un modelo de elevación: un archivo cada una.</translation>
        </message>
        <message>
            <source>Unit of elevation</source>
            <translation>Unidad de elevación</translation>
        </message>
        <message>
            <source>A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi. The folder itself can be given to Build Patch Dataset as static covariates. Files of other names in it stay.</source>
            <translation>Un GeoTIFF para cada uno de elev, slp, tri, rough, vrm, tpi, cti y spi. La carpeta misma puede darse a «Construir conjunto de parches» como covariables estáticas. Los archivos de otros nombres permanecen en ella.</translation>
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
            <source>auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in metres; us-ft is the foot of the US survey.</source>
            <translation>auto: como dicen la banda o el SRC vertical del ráster, metros donde ninguno lo dice. Los resultados están en metros; us-ft es el pie de la agrimensura de EE. UU.</translation>
        </message>
        <message>
            <source>How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a million pixels, and are refused beyond it; the others are calculated in tiles.</source>
            <translation>Cuánta memoria puede ocuparse. Humedad y potencia de flujo necesitan todo el MDE a la vez, unos 50 MB por millón de píxeles, y se rechazan por encima; las demás se calculan por teselas.</translation>
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
            <source>Train CNN-LSTM</source>
            <translation>Entrenar CNN-LSTM</translation>
        </message>
        <message>
            <source>Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest.</source>
            <translation>Entrena un conjunto de redes CNN-LSTM con un conjunto de parches, solo o con un bosque aleatorio.</translation>
        </message>
        <message>
            <source>Settings and results of the training, for reading.</source>
            <translation>Ajustes y resultados del entrenamiento, para leer.</translation>
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
            <source>Train Random Forest</source>
            <translation>Entrenar bosque aleatorio</translation>
        </message>
        <message>
            <source>Grows a random forest on the centre values and sequences of a patch dataset.</source>
            <translation>Hace crecer un bosque aleatorio con los valores centrales y las secuencias de un conjunto de parches.</translation>
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
            <source>Open the Demo Project</source>
            <translation>Abrir el proyecto de demostración</translation>
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
            <source>The demo data are not in {}; reinstall the plugin.</source>
            <translation>Los datos de demostración no están en {}; reinstale el complemento.</translation>
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
    </context>
</TS>

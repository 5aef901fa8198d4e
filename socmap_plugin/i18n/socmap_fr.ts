<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>SocMap</name>
        <message>
            <source>soil,carbon,organic carbon,SOC,digital soil mapping</source>
            <translation>sol,carbone,carbone organique,COS,cartographie numérique des sols</translation>
        </message>
        <message>
            <source>Other names for the layers, in the order of {}: one a layer, empty where a layer keeps its own. For layers that a graphical model computes, which are all called OUTPUT. Steps count as in the names of files: greenup_2002.</source>
            <translation>D'autres noms pour les couches, dans l'ordre de {} : un par couche, vide où une couche garde le sien. Pour les couches que calcule un modèle graphique, qui s'appellent toutes OUTPUT. Les pas de temps comptent comme dans les noms de fichiers : greenup_2002.</translation>
        </message>
        <message>
            <source>Names of the covariates, by position</source>
            <translation>Noms des covariables, par position</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Compare Maps</source>
            <translation>Comparer des cartes</translation>
        </message>
        <message>
            <source>3 Map</source>
            <translation>3 Carte</translation>
        </message>
        <message>
            <source>Says how much two or more maps differ, where, and whether by more than their limits allow.</source>
            <translation>Dit de combien et où deux cartes ou plus diffèrent, et si c'est plus que ne le permettent leurs limites.</translation>
        </message>
        <message>
            <source>difference,comparison,change,models,scatter,density,zonal statistics,intervals,overlap,concordance</source>
            <translation>différence,comparaison,changement,modèles,dispersion,densité,statistiques zonales,intervalles,recouvrement,concordance</translation>
        </message>
        <message>
            <source>Map minus first map, a band for each map after the first; blue where the map is higher, red where not.</source>
            <translation>Carte moins la première carte, une bande pour chaque carte après la première ; bleu où la carte est plus haute, rouge où elle ne l'est pas.</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistiques</translation>
        </message>
        <message>
            <source>A row for each map and zone, as CSV.</source>
            <translation>Une ligne pour chaque carte et zone, en CSV.</translation>
        </message>
        <message>
            <source>Distributions, densities and numbers of the differences, for reading.</source>
            <translation>Distributions, densités et chiffres des différences, à lire.</translation>
        </message>
        <message>
            <source>Comparison report</source>
            <translation>Rapport de comparaison</translation>
        </message>
        <message>
            <source>Two or more rasters of one thing in one unit. All are compared with the first of the list, and read onto its pixels.</source>
            <translation>Deux rasters ou plus d'une même chose dans une même unité. Tous sont comparés au premier de la liste et lus sur ses pixels.</translation>
        </message>
        <message>
            <source>Rasters of the lower limits of all maps, in the order of the maps; none are needed.</source>
            <translation>Rasters des limites inférieures de toutes les cartes, dans l'ordre des cartes ; ils ne sont pas nécessaires.</translation>
        </message>
        <message>
            <source>Rasters of the upper limits, in the same order: with both it is counted where the intervals of two maps do not overlap.</source>
            <translation>Rasters des limites supérieures, dans le même ordre : avec les deux, on compte où les intervalles de deux cartes ne se recouvrent pas.</translation>
        </message>
        <message>
            <source>Polygons, such as districts or kinds of land use, for which the numbers are given as well.</source>
            <translation>Polygones, comme des districts ou des types d'occupation du sol, pour lesquels les chiffres sont aussi donnés.</translation>
        </message>
        <message>
            <source>What zones are called; empty: by the number of the feature.</source>
            <translation>Comment les zones s'appellent ; vide : par le numéro de l'entité.</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Différence</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>Cartes</translation>
        </message>
        <message>
            <source>Lower limits</source>
            <translation>Limites inférieures</translation>
        </message>
        <message>
            <source>Upper limits</source>
            <translation>Limites supérieures</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>Zones</translation>
        </message>
        <message>
            <source>Field of the name</source>
            <translation>Champ du nom</translation>
        </message>
        <message>
            <source>Width of the {} % interval in % of the prediction</source>
            <translation>Largeur de l'intervalle à {} % en % de la prédiction</translation>
        </message>
        <message>
            <source>So many new samples would lie between the lower and the upper limit: 0.9 for nine of ten.</source>
            <translation>Tant de nouveaux échantillons se trouveraient entre les limites inférieure et supérieure : 0.9 pour neuf sur dix.</translation>
        </message>
        <message>
            <source>Share of observations within the limits</source>
            <translation>Part des observations à l'intérieur des limites</translation>
        </message>
        <message>
            <source>The lower end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>L'extrémité inférieure de l'intervalle où se trouve un nouvel échantillon, calibrée sur des échantillons mis de côté.</translation>
        </message>
        <message>
            <source>The upper end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>L'extrémité supérieure de l'intervalle où se trouve un nouvel échantillon, calibrée sur des échantillons mis de côté.</translation>
        </message>
        <message>
            <source>The standard deviation of the members of the ensemble, in the unit of the target: where they differ. It is much smaller than the error of the map; for that take the limits.</source>
            <translation>L'écart type des membres de l'ensemble, dans l'unité de la cible : où ils divergent. Il est bien plus petit que l'erreur de la carte ; pour celle-ci, prenez les limites.</translation>
        </message>
        <message>
            <source>How far a pixel's covariates are from those of the most similar sample; 1 is the mean distance of two samples. Covariates count as much as they matter to the model.</source>
            <translation>À quelle distance les covariables d'un pixel sont de celles de l'échantillon le plus semblable ; 1 est la distance moyenne de deux échantillons. Les covariables comptent autant qu'elles importent au modèle.</translation>
        </message>
        <message>
            <source>How many samples are more similar to a pixel than the limit of the area of applicability.</source>
            <translation>Combien d'échantillons ressemblent à un pixel plus que la limite du domaine d'applicabilité.</translation>
        </message>
        <message>
            <source>1 where a pixel is as similar to the samples as they are to each other, 0 where it is not and where neither the map nor its limits can be relied on.</source>
            <translation>1 où un pixel ressemble aux échantillons autant qu'ils se ressemblent, 0 où il ne leur ressemble pas et où l'on ne peut se fier ni à la carte ni à ses limites.</translation>
        </message>
        <message>
            <source>Outside: unlike all samples, do not rely on the map here</source>
            <translation>Dehors : différent de tous les échantillons, ne vous fiez pas à la carte ici</translation>
        </message>
        <message>
            <source>Inside: similar to the samples</source>
            <translation>Dedans : semblable aux échantillons</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon</source>
            <translation>Limite inférieure du carbone organique du sol</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon</source>
            <translation>Limite supérieure du carbone organique du sol</translation>
        </message>
        <message>
            <source>Disagreement of the ensemble</source>
            <translation>Désaccord de l'ensemble</translation>
        </message>
        <message>
            <source>Dissimilarity from the samples</source>
            <translation>Dissemblance avec les échantillons</translation>
        </message>
        <message>
            <source>Number of similar samples</source>
            <translation>Nombre d'échantillons semblables</translation>
        </message>
        <message>
            <source>Area of applicability</source>
            <translation>Domaine d'applicabilité</translation>
        </message>
        <message>
            <source>Map Every Group</source>
            <translation>Cartographier chaque groupe</translation>
        </message>
        <message>
            <source>Trains and maps CNN-LSTM and random forest with every group of covariates, side by side in one picture.</source>
            <translation>Entraîne et cartographie CNN-LSTM et forêt aléatoire avec chaque groupe de covariables, côte à côte en une image.</translation>
        </message>
        <message>
            <source>figure 9,compare,groups,categories,CNN,LSTM,random forest,maps,paper,phenology</source>
            <translation>figure 9,comparer,groupes,catégories,CNN,LSTM,forêt aléatoire,cartes,article,phénologie</translation>
        </message>
        <message>
            <source>Memory (MB)</source>
            <translation>Mémoire (Mo)</translation>
        </message>
        <message>
            <source>Folder of maps</source>
            <translation>Dossier des cartes</translation>
        </message>
        <message>
            <source>A GeoTIFF for each model and group, such as cnnlstm_1 and forest_4, numbered in the order of the groups.</source>
            <translation>Un GeoTIFF pour chaque modèle et groupe, comme cnnlstm_1 et forest_4, numérotés dans l'ordre des groupes.</translation>
        </message>
        <message>
            <source>The picture, the groups, and a table of all maps.</source>
            <translation>L'image, les groupes et un tableau de toutes les cartes.</translation>
        </message>
        <message>
            <source>Report of all maps</source>
            <translation>Rapport de toutes les cartes</translation>
        </message>
        <message>
            <source>What is mapped: the ensemble of networks, the random forest, or both.</source>
            <translation>Ce qui est cartographié : l'ensemble de réseaux, la forêt aléatoire ou les deux.</translation>
        </message>
        <message>
            <source>Sets of categories, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow; there are two to four.</source>
            <translation>Ensembles de catégories, par exemple : climate,terrain; climate,terrain,phenology. Vide : chaque groupe du tableau 4 de l'article que permettent les catégories du jeu de données ; il y en a de deux à quatre.</translation>
        </message>
        <message>
            <source>The rectangle that is mapped, in any CRS; it is widened to whole pixels.</source>
            <translation>Le rectangle qui est cartographié, dans n'importe quel SCR ; il est élargi à des pixels entiers.</translation>
        </message>
        <message>
            <source>Polygons; pixels whose centre is outside are left empty. Selection and filter are honoured.</source>
            <translation>Polygones ; les pixels dont le centre est dehors restent vides. La sélection et le filtre sont respectés.</translation>
        </message>
        <message>
            <source>How much memory the windows of the map may take; less is slower, not worse.</source>
            <translation>Combien de mémoire les fenêtres de la carte peuvent prendre ; moins est plus lent, pas moins bon.</translation>
        </message>
        <message>
            <source>Picture of all maps</source>
            <translation>Image de toutes les cartes</translation>
        </message>
        <message>
            <source>PNG files (*.png)</source>
            <translation>Fichiers PNG (*.png)</translation>
        </message>
        <message>
            <source>All maps beside each other with one ramp.</source>
            <translation>Toutes les cartes côte à côte avec une seule palette.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modèles</translation>
        </message>
        <message>
            <source>Groups of covariates (empty = those of the paper)</source>
            <translation>Groupes de covariables (vide = ceux de l'article)</translation>
        </message>
        <message>
            <source>Extent (empty = all of the reference grid)</source>
            <translation>Emprise (vide = toute la grille de référence)</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Masque</translation>
        </message>
        <message>
            <source>Polygons of what the area of applicability leaves out, drawn as a hatch above the map. Of a map of more than 250,000 pixels they follow cells that lie outside by half or more. They need the area of applicability.</source>
            <translation>Polygones de ce que le domaine d'applicabilité exclut, dessinés en hachures au-dessus de la carte. Pour une carte de plus de 250 000 pixels, ils suivent des cellules dont la moitié au moins est dehors. Ils ont besoin du domaine d'applicabilité.</translation>
        </message>
        <message>
            <source>Outside the area of applicability, hatched</source>
            <translation>Hors du domaine d'applicabilité, hachuré</translation>
        </message>
        <message>
            <source>Predict SOC Raster</source>
            <translation>Prédire le raster de COS</translation>
        </message>
        <message>
            <source>Maps soil organic carbon with a trained model, between which limits it lies, and where that holds.</source>
            <translation>Cartographie le carbone organique du sol avec un modèle entraîné, entre quelles limites il se trouve et où cela vaut.</translation>
        </message>
        <message>
            <source>predict,map,raster,soil map,uncertainty,prediction interval,area of applicability,random forest,CNN,LSTM</source>
            <translation>prédire,carte,raster,carte des sols,incertitude,intervalle de prédiction,domaine d'applicabilité,forêt aléatoire,CNN,LSTM</translation>
        </message>
        <message>
            <source>Colours of the map</source>
            <translation>Couleurs de la carte</translation>
        </message>
        <message>
            <source>Share of the map outside the area of applicability (%)</source>
            <translation>Part de la carte hors du domaine d'applicabilité (%)</translation>
        </message>
        <message>
            <source>Soil organic carbon</source>
            <translation>Carbone organique du sol</translation>
        </message>
        <message>
            <source>A model file made by Train CNN-LSTM or Train Random Forest.</source>
            <translation>Un fichier de modèle fait par « Entraîner le CNN-LSTM » ou « Entraîner la forêt aléatoire ».</translation>
        </message>
        <message>
            <source>Static and temporal rasters together, matched by name and step with those the model was trained on. Empty: the files that were read when the dataset was built.</source>
            <translation>Rasters statiques et temporels ensemble, associés par nom et pas de temps à ceux de l'entraînement du modèle. Vide : les fichiers lus à la construction du jeu de données.</translation>
        </message>
        <message>
            <source>continuous: a ramp over nearly all values. quantiles: classes of as many pixels each. equal_intervals: classes of the same width.</source>
            <translation>continuous : une palette sur presque toutes les valeurs. quantiles : classes d'autant de pixels chacune. equal_intervals : classes de même largeur.</translation>
        </message>
        <message>
            <source>Colours as those of another map</source>
            <translation>Couleurs comme celles d'une autre carte</translation>
        </message>
        <message>
            <source>A map of the project whose look is taken over, so that both can be compared.</source>
            <translation>Une carte du projet dont l'apparence est reprise, pour que les deux puissent être comparées.</translation>
        </message>
        <message>
            <source>The map, a cloud-optimised GeoTIFF in the unit of the target.</source>
            <translation>La carte, un GeoTIFF optimisé pour le nuage dans l'unité de la cible.</translation>
        </message>
        <message>
            <source>Minimum</source>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>First quartile</source>
            <translation>Premier quartile</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Médiane</translation>
        </message>
        <message>
            <source>Third quartile</source>
            <translation>Troisième quartile</translation>
        </message>
        <message>
            <source>Maximum</source>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>Share of the pixels that are mapped (%)</source>
            <translation>Part des pixels cartographiés (%)</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modèle</translation>
        </message>
        <message>
            <source>Covariates (empty = the files of the dataset)</source>
            <translation>Covariables (vide = les fichiers du jeu de données)</translation>
        </message>
        <message>
            <source>SOC Map models (*.socmodel)</source>
            <translation>Modèles SOC Map (*.socmodel)</translation>
        </message>
        <message>
            <source>Validate Map</source>
            <translation>Valider une carte</translation>
        </message>
        <message>
            <source>Says how good any map is, with points that it was not made with and what their selection allows to say.</source>
            <translation>Dit ce que vaut une carte quelconque, avec des points dont elle n'a pas été faite et ce que leur choix permet de dire.</translation>
        </message>
        <message>
            <source>validation,accuracy,independent,error,RMSE,R2,bias,design-based,random sample,stratified,coverage,residuals</source>
            <translation>validation,exactitude,indépendant,erreur,RMSE,R2,biais,fondé sur le plan,échantillon aléatoire,stratifié,couverture,résidus</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Métriques</translation>
        </message>
        <message>
            <source>Every measure with its standard error and 95 % interval, as CSV.</source>
            <translation>Chaque mesure avec son erreur type et son intervalle à 95 %, en CSV.</translation>
        </message>
        <message>
            <source>How good the map is, with intervals, for reading.</source>
            <translation>Ce que vaut la carte, avec des intervalles, à lire.</translation>
        </message>
        <message>
            <source>Map validation report</source>
            <translation>Rapport de validation de la carte</translation>
        </message>
        <message>
            <source>The raster to be judged, made with SOC Map or anything else. Its first band counts.</source>
            <translation>Le raster à juger, fait avec SOC Map ou autrement. Sa première bande compte.</translation>
        </message>
        <message>
            <source>A raster of lower limits of prediction intervals, where there is one.</source>
            <translation>Un raster des limites inférieures d'intervalles de prédiction, s'il y en a un.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both it is counted how many observations lie between them.</source>
            <translation>Un raster des limites supérieures : avec les deux, on compte combien d'observations se trouvent entre elles.</translation>
        </message>
        <message>
            <source>Points that had no part in making the map, in any CRS. Selection and filter are honoured.</source>
            <translation>Points qui n'ont pas servi à faire la carte, dans n'importe quel SCR. Sélection et filtre sont respectés.</translation>
        </message>
        <message>
            <source>A field or an expression that gives the observed value in the unit of the map, such as "organic_matter" / 1.724.</source>
            <translation>Un champ ou une expression qui donne la valeur observée dans l'unité de la carte, comme "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>none: not a probability sample, or not known. simple: at random, every place of the map with the same chance. stratified: at random within strata, such as soil map units. probability: at random with chances that differ and are known.</source>
            <translation>none : pas un échantillon probabiliste, ou inconnu. simple : au hasard, chaque lieu de la carte avec la même chance. stratified : au hasard dans des strates, comme les unités de la carte des sols. probability : au hasard avec des chances différentes et connues.</translation>
        </message>
        <message>
            <source>For the design stratified: the stratum that a point was drawn for.</source>
            <translation>Pour le plan stratified : la strate pour laquelle un point a été tiré.</translation>
        </message>
        <message>
            <source>For the design stratified: the polygons of the strata, with a field of the same name as that of the points. A stratum counts by its area on the ellipsoid.</source>
            <translation>Pour le plan stratified : les polygones des strates, avec un champ du même nom que celui des points. Une strate compte par sa superficie sur l'ellipsoïde.</translation>
        </message>
        <message>
            <source>For the design probability: the chance of each point, up to a common factor. For the design stratified the areas of the strata follow from it, as in the points that Where to Sample proposes.</source>
            <translation>Pour le plan probability : la chance de chaque point, à un facteur commun près. Pour le plan stratified, les superficies des strates s'en déduisent, comme pour les points que propose « Où échantillonner ».</translation>
        </message>
        <message>
            <source>Areas of the strata</source>
            <translation>Superficies des strates</translation>
        </message>
        <message>
            <source>Instead of a layer of the strata: their areas in any one unit, or their numbers of pixels, written as clay = 120; sand = 80.</source>
            <translation>Au lieu d'une couche des strates : leurs superficies dans une unité quelconque, ou leurs nombres de pixels, écrits comme clay = 120; sand = 80.</translation>
        </message>
        <message>
            <source>What part of the observations the limits are made to hold, by which they are judged. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Quelle part des observations les limites doivent contenir ; elles sont jugées d'après elle. 0 : comme le disent les fichiers de Predict SOC Raster, et 0.9 pour des limites qui ne disent rien.</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>Résidus</translation>
        </message>
        <message>
            <source>The points with what was observed, what the map says, and the rest.</source>
            <translation>Les points avec ce qui a été observé, ce que dit la carte, et le reste.</translation>
        </message>
        <message>
            <source>How the points were selected</source>
            <translation>Comment les points ont été choisis</translation>
        </message>
        <message>
            <source>Share that the limits promise (0 = as their files say)</source>
            <translation>Part promise par les limites (0 = comme le disent leurs fichiers)</translation>
        </message>
        <message>
            <source>RMSE of the map</source>
            <translation>RMSE de la carte</translation>
        </message>
        <message>
            <source>R2 of the map</source>
            <translation>R2 de la carte</translation>
        </message>
        <message>
            <source>Bias of the map</source>
            <translation>Biais de la carte</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>Lower limit</source>
            <translation>Limite inférieure</translation>
        </message>
        <message>
            <source>Upper limit</source>
            <translation>Limite supérieure</translation>
        </message>
        <message>
            <source>Independent points</source>
            <translation>Points indépendants</translation>
        </message>
        <message>
            <source>What was observed</source>
            <translation>Ce qui a été observé</translation>
        </message>
        <message>
            <source>Field of the stratum</source>
            <translation>Champ de la strate</translation>
        </message>
        <message>
            <source>Layer of the strata</source>
            <translation>Couche des strates</translation>
        </message>
        <message>
            <source>Field of the inclusion probability</source>
            <translation>Champ de la probabilité d'inclusion</translation>
        </message>
        <message>
            <source>Cross-Validate</source>
            <translation>Validation croisée</translation>
        </message>
        <message>
            <source>2 Model</source>
            <translation>2 Modèle</translation>
        </message>
        <message>
            <source>Judges CNN-LSTM, random forest, extra trees, their stack, kriging and mean on identical folds of a dataset.</source>
            <translation>Juge CNN-LSTM, forêt aléatoire, arbres extra, leur empilement, krigeage et moyenne sur des plis identiques d'un jeu de données.</translation>
        </message>
        <message>
            <source>cross-validation,validation,accuracy,folds,RMSE,R2,compare,forest,kriging,CNN,LSTM,residuals,importance</source>
            <translation>validation croisée,validation,exactitude,plis,RMSE,R2,comparer,forêt,krigeage,CNN,LSTM,résidus,importance</translation>
        </message>
        <message>
            <source>The report shows how the predictions follow so many of the covariates that matter most.</source>
            <translation>Le rapport montre comment les prédictions suivent ce nombre de covariables parmi les plus importantes.</translation>
        </message>
        <message>
            <source>Selection of covariates</source>
            <translation>Sélection des covariables</translation>
        </message>
        <message>
            <source>Covariates whose effects are drawn (0 = none)</source>
            <translation>Covariables dont l'effet est dessiné (0 = aucune)</translation>
        </message>
        <message>
            <source>One row for every group of covariates, model and repeat, as CSV.</source>
            <translation>Une ligne par groupe de covariables, modèle et répétition, en CSV.</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Importance</translation>
        </message>
        <message>
            <source>How much worse models with covariates predict unseen samples when a covariate, several that are alike, a category or a year is shuffled among all samples, as CSV.</source>
            <translation>De combien les modèles à covariables prédisent moins bien des échantillons jamais vus quand une covariable, plusieurs qui se ressemblent, une catégorie ou une année est mélangée parmi tous les échantillons, en CSV.</translation>
        </message>
        <message>
            <source>Metrics and comparison of the models, for reading.</source>
            <translation>Métriques et comparaison des modèles, à lire.</translation>
        </message>
        <message>
            <source>Cross-validation report</source>
            <translation>Rapport de validation croisée</translation>
        </message>
        <message>
            <source>What is compared. cnnlstm: the network; forest: the random forest of the paper; extratrees: extra trees that see the window and the coordinates; stack: all of them, weighted as learnt inside every fold; hybrid: network and forest, weighted so; mean: the mean of the training samples, which every useful model beats; kriging: ordinary kriging of the target, what neighbouring samples alone say.</source>
            <translation>Ce qui est comparé. cnnlstm : le réseau ; forest : la forêt aléatoire de l'article ; extratrees : des arbres extra qui voient la fenêtre et les coordonnées ; stack : tous ensemble, pondérés comme appris dans chaque pli ; hybrid : réseau et forêt, pondérés ainsi ; mean : la moyenne des échantillons d'entraînement, que dépasse tout modèle utile ; kriging : krigeage ordinaire de la cible, ce que disent les seuls échantillons voisins.</translation>
        </message>
        <message>
            <source>Sets of categories to compare, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow.</source>
            <translation>Ensembles de catégories à comparer, par exemple : climate,terrain; climate,terrain,phenology. Vide : chaque groupe du tableau 4 de l'article que permettent les catégories du jeu de données.</translation>
        </message>
        <message>
            <source>The samples are split into so many parts; each is predicted by a model trained on the others.</source>
            <translation>Les échantillons sont divisés en autant de parties ; chacune est prédite par un modèle entraîné sur les autres.</translation>
        </message>
        <message>
            <source>How often the samples are split anew; the spread over repeats says how certain a difference is. 0: ten for some hundred samples, two for two thousand and more, whose measures differ less.</source>
            <translation>Combien de fois les échantillons sont divisés à nouveau ; l'écart entre répétitions dit combien une différence est sûre. 0 : dix pour quelques centaines d'échantillons, deux pour deux mille et plus, dont les mesures diffèrent moins.</translation>
        </message>
        <message>
            <source>stratified: at random, every fold with each stratum of the dataset in its share; a dataset without strata gets random folds. random: without regard to strata. block: by squares of the map, which go to a fold whole. knndm: so that test samples are as far from the training samples as the places to be mapped are from the samples. Choose block or knndm where samples stand in clusters.</source>
            <translation>stratified : au hasard, chaque pli avec chaque strate du jeu de données dans sa proportion ; un jeu sans strates reçoit des plis au hasard. random : sans égard aux strates. block : par carrés de la carte, qui vont entiers dans un pli. knndm : de sorte que les échantillons de test soient aussi loin de ceux d'entraînement que les lieux à cartographier le sont des échantillons. Choisissez block ou knndm où les échantillons sont groupés.</translation>
        </message>
        <message>
            <source>For the scheme block, in the units of the dataset's CRS, mostly metres. It should exceed the distance over which neighbouring samples are alike. 0: a size that gives each fold several blocks.</source>
            <translation>Pour le schéma block, dans les unités du SCR du jeu de données, le plus souvent des mètres. Il devrait dépasser la distance sur laquelle des échantillons voisins se ressemblent. 0 : une taille qui donne plusieurs blocs à chaque pli.</translation>
        </message>
        <message>
            <source>Polygons of what will be mapped, in any CRS. The scheme knndm and the check of distances in the report compare the folds with it. Selection and filter are honoured.</source>
            <translation>Polygones de ce qui sera cartographié, dans n'importe quel SCR. Le schéma knndm et le contrôle des distances dans le rapport y comparent les plis. La sélection et le filtre sont respectés.</translation>
        </message>
        <message>
            <source>forward: in every fold a forest chooses variables of the last group one by one, judged by the other folds of the training samples, and predicts the test samples with them; the report says which were chosen how often. A temporal covariate is one variable with all its steps. The log says how long it takes at most.</source>
            <translation>forward : dans chaque pli, une forêt choisit une à une des variables du dernier groupe, jugées sur les autres plis des échantillons d'entraînement, et prédit avec elles les échantillons de test ; le rapport dit lesquelles ont été choisies et combien de fois. Une covariable temporelle est une seule variable avec tous ses pas. Le journal dit combien de temps cela prend au plus.</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Prédictions</translation>
        </message>
        <message>
            <source>The samples with their folds, and prediction and residual of every model.</source>
            <translation>Les échantillons avec leurs plis, et la prédiction et le résidu de chaque modèle.</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>Plis</translation>
        </message>
        <message>
            <source>Repeats (0 = automatic)</source>
            <translation>Répétitions (0 = automatique)</translation>
        </message>
        <message>
            <source>Folds are drawn</source>
            <translation>Tirage des plis</translation>
        </message>
        <message>
            <source>Side of a block (map units; 0 = automatic)</source>
            <translation>Côté d'un bloc (unités de la carte ; 0 = automatique)</translation>
        </message>
        <message>
            <source>RMSE of the first model, last group</source>
            <translation>RMSE du premier modèle, dernier groupe</translation>
        </message>
        <message>
            <source>R2 of the first model, last group</source>
            <translation>R2 du premier modèle, dernier groupe</translation>
        </message>
        <message>
            <source>Area of the map (empty = wherever there are covariates)</source>
            <translation>Zone de la carte (vide = partout où il y a des covariables)</translation>
        </message>
        <message>
            <source>Layer with existing folds</source>
            <translation>Couche avec des plis existants</translation>
        </message>
        <message>
            <source>Fields of the folds (empty = fold_1, fold_2, ...)</source>
            <translation>Champs des plis (vide = fold_1, fold_2, ...)</translation>
        </message>
        <message>
            <source>The predictions of an earlier run, whose folds are used again, or the samples with a fold field of your own. Folds, repeats and scheme above are not used then. Selection and filter are honoured.</source>
            <translation>Les prédictions d'une exécution antérieure, dont les plis resservent, ou les échantillons avec un champ de plis à vous. Plis, répétitions et schéma ci-dessus ne servent alors pas. La sélection et le filtre sont respectés.</translation>
        </message>
        <message>
            <source>A field is one repeat; its values, numbers or names, are the folds. Empty: every field called fold_1, fold_2, and so on.</source>
            <translation>Un champ est une répétition ; ses valeurs, nombres ou noms, sont les plis. Vide : chaque champ nommé fold_1, fold_2, et ainsi de suite.</translation>
        </message>
        <message>
            <source>Combine with a random forest</source>
            <translation>Combiner avec une forêt aléatoire</translation>
        </message>
        <message>
            <source>Grows a random forest too, learns on the validation samples how much weight the network and the forest get, and keeps both in one model file, which is mapped as one.</source>
            <translation>Fait aussi pousser une forêt aléatoire, apprend sur les échantillons de validation le poids du réseau et de la forêt, et garde les deux dans un fichier de modèle, cartographié comme un seul.</translation>
        </message>
        <message>
            <source>Combine with all other models</source>
            <translation>Combiner avec tous les autres modèles</translation>
        </message>
        <message>
            <source>Grows a random forest and extra trees too, learns on samples that each has kept back how much every one of them counts, and keeps all in one model file, which is mapped as one.</source>
            <translation>Fait aussi pousser une forêt aléatoire et des arbres extra, apprend sur des échantillons que chacun a mis de côté combien chacun compte, et garde tout dans un seul fichier de modèle, cartographié comme un seul.</translation>
        </message>
        <message>
            <source>Train CNN-LSTM</source>
            <translation>Entraîner le CNN-LSTM</translation>
        </message>
        <message>
            <source>Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest.</source>
            <translation>Entraîne un ensemble de réseaux CNN-LSTM sur un jeu de patchs, seul ou avec une forêt aléatoire.</translation>
        </message>
        <message>
            <source>train,neural network,deep learning,machine learning,CNN,LSTM,convolution,ensemble,hybrid,regression</source>
            <translation>entraîner,réseau de neurones,apprentissage profond,apprentissage automatique,CNN,LSTM,convolution,ensemble,hybride,régression</translation>
        </message>
        <message>
            <source>Samples kept back to calibrate limits</source>
            <translation>Échantillons mis de côté pour calibrer les limites</translation>
        </message>
        <message>
            <source>The model is trained again without each fifth of the samples, and its errors there say how wide the limits of its maps are. random: for samples spread as the map is. knndm: for clustered samples. block: in squares of the map. none: faster, but maps of the model have neither limits nor an area of applicability.</source>
            <translation>Le modèle est entraîné de nouveau sans chaque cinquième des échantillons, et ses erreurs là disent quelle largeur ont les limites de ses cartes. random : pour des échantillons répartis comme la carte. knndm : pour des échantillons groupés. block : en carrés de la carte. none : plus rapide, mais les cartes du modèle n'ont ni limites ni domaine d'applicabilité.</translation>
        </message>
        <message>
            <source>Settings and results of the training, for reading.</source>
            <translation>Réglages et résultats de l'entraînement, à lire.</translation>
        </message>
        <message>
            <source>Training report</source>
            <translation>Rapport d'entraînement</translation>
        </message>
        <message>
            <source>Patch dataset</source>
            <translation>Jeu de patchs</translation>
        </message>
        <message>
            <source>A dataset file made by Build Patch Dataset.</source>
            <translation>Un jeu de données fait par « Construire un jeu de patchs ».</translation>
        </message>
        <message>
            <source>The model file for Predict SOC Raster.</source>
            <translation>Le fichier de modèle pour « Prédire le raster de COS ».</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>Fichiers HTML (*.html)</translation>
        </message>
        <message>
            <source>Patch datasets (*.npz)</source>
            <translation>Jeux de patchs (*.npz)</translation>
        </message>
        <message>
            <source>Train Random Forest</source>
            <translation>Entraîner la forêt aléatoire</translation>
        </message>
        <message>
            <source>Grows a random forest, or extra trees, on a patch dataset.</source>
            <translation>Fait pousser une forêt aléatoire, ou des arbres extra, sur un jeu de patchs.</translation>
        </message>
        <message>
            <source>train,random forest,machine learning,trees,regression,quantile</source>
            <translation>entraîner,forêt aléatoire,apprentissage automatique,arbres,régression,quantile</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>Suite : {}</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Couches</translation>
        </message>
        <message>
            <source>Categories of covariates to use (empty = all)</source>
            <translation>Catégories de covariables à utiliser (vide = toutes)</translation>
        </message>
        <message>
            <source>Which covariates the model sees, as category names separated by commas, for example: climate,terrain. The report of Build Patch Dataset lists them.</source>
            <translation>Quelles covariables voit le modèle, comme noms de catégories séparés par des virgules, par exemple : climate,terrain. Le rapport de « Construire un jeu de patchs » les énumère.</translation>
        </message>
        <message>
            <source>Random seed</source>
            <translation>Graine aléatoire</translation>
        </message>
        <message>
            <source>The same seed, data and computer give exactly the same result.</source>
            <translation>La même graine, les mêmes données et le même ordinateur donnent exactement le même résultat.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Appareil</translation>
        </message>
        <message>
            <source>Where the network is computed: auto takes a graphics card if the worker's PyTorch can use one.</source>
            <translation>Où le réseau est calculé : auto prend une carte graphique si le PyTorch de l'environnement de travail peut en utiliser une.</translation>
        </message>
        <message>
            <source>Dask scheduler (empty = this computer)</source>
            <translation>Ordonnanceur Dask (vide = cet ordinateur)</translation>
        </message>
        <message>
            <source>The address of a Dask cluster that does the work, such as tcp://host:8786. Its workers need the packages of the environment of SOC Map, and see the same files at the same paths. Name only a cluster that you trust: it runs any code, and this computer trusts what it answers.</source>
            <translation>L'adresse d'une grappe Dask qui fait le travail, comme tcp://host:8786. Ses ouvriers ont besoin des paquets de l'environnement de SOC Map et voient les mêmes fichiers aux mêmes chemins. Ne nommez qu'une grappe à laquelle vous vous fiez : elle exécute n'importe quel code, et cet ordinateur se fie à ses réponses.</translation>
        </message>
        <message>
            <source>Search for the best settings</source>
            <translation>Chercher les meilleurs réglages</translation>
        </message>
        <message>
            <source>Trains the network with every combination of the values below and keeps the one with the smallest validation error. The time grows with the number of combinations.</source>
            <translation>Entraîne le réseau avec chaque combinaison des valeurs ci-dessous et garde celle de la plus petite erreur de validation. Le temps croît avec le nombre de combinaisons.</translation>
        </message>
        <message>
            <source>Values to search</source>
            <translation>Valeurs à essayer</translation>
        </message>
        <message>
            <source>Written as learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: every value is combined with every other. Names: learning_rate, dropout, weight_decay, width (factor on the network's units), convolutions, lstm_layers, window (the centre of the patches, in pixels, odd). What is not named stays as set in this dialog.</source>
            <translation>Écrit comme learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2 : chaque valeur est combinée avec chaque autre. Noms : learning_rate, dropout, weight_decay, width (facteur des unités du réseau), convolutions, lstm_layers, window (le centre des patchs, en pixels, impair). Ce qui n'est pas nommé reste comme dans ce dialogue.</translation>
        </message>
        <message>
            <source>Learn the logarithm of the target</source>
            <translation>Apprendre le logarithme de la cible</translation>
        </message>
        <message>
            <source>on: models learn log(1 + y), for a target with few very large values; what they predict is in the unit of the target, corrected for the bias of turning back. auto: where all training targets are above 0, their skewness is above 1 and that of their logarithms is smaller; in every fold its own training samples decide.</source>
            <translation>on : les modèles apprennent log(1 + y), pour une cible avec peu de très grandes valeurs ; ce qu'ils prédisent est dans l'unité de la cible, corrigé du biais du retour. auto : là où toutes les valeurs d'entraînement dépassent 0, où leur asymétrie dépasse 1 et où celle de leurs logarithmes est plus petite ; dans chaque pli, ses propres échantillons d'entraînement décident.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Réseau</translation>
        </message>
        <message>
            <source>compact: about a tenth of the parameters, for a few hundred samples. paper: the network of Zhang et al. (2022), for about a thousand samples and more.</source>
            <translation>compact : environ un dixième des paramètres, pour quelques centaines d'échantillons. paper : le réseau de Zhang et al. (2022), à partir d'un millier d'échantillons environ.</translation>
        </message>
        <message>
            <source>Networks in the ensemble</source>
            <translation>Réseaux de l'ensemble</translation>
        </message>
        <message>
            <source>So many networks are trained at once, each with its own validation samples; the prediction is their mean and their spread is its standard deviation.</source>
            <translation>Autant de réseaux sont entraînés à la fois, chacun avec ses propres échantillons de validation ; la prédiction est leur moyenne et leur dispersion en est l'écart-type.</translation>
        </message>
        <message>
            <source>Epochs at most</source>
            <translation>Nombre maximal d'époques</translation>
        </message>
        <message>
            <source>How often each network sees all of its training samples, unless early stopping ends it before.</source>
            <translation>Combien de fois chaque réseau voit tous ses échantillons d'entraînement, sauf arrêt anticipé.</translation>
        </message>
        <message>
            <source>Patience (epochs)</source>
            <translation>Patience (époques)</translation>
        </message>
        <message>
            <source>A network stops after so many epochs without a better validation error, and keeps its best weights.</source>
            <translation>Un réseau s'arrête après autant d'époques sans meilleure erreur de validation et garde ses meilleurs poids.</translation>
        </message>
        <message>
            <source>Share of samples for validation</source>
            <translation>Part des échantillons pour la validation</translation>
        </message>
        <message>
            <source>The share of the training samples that decides on early stopping and is not trained on. It is rounded to one half, one third, one fourth, ... so that the first members share no validation row.</source>
            <translation>La part des échantillons d'entraînement qui décide de l'arrêt anticipé et sur laquelle on n'entraîne pas. Elle est arrondie à un demi, un tiers, un quart, ... pour que les premiers membres ne partagent aucune ligne de validation.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Taux d'apprentissage</translation>
        </message>
        <message>
            <source>The step size of the Adam optimiser.</source>
            <translation>Le pas de l'optimiseur Adam.</translation>
        </message>
        <message>
            <source>Batch size (samples)</source>
            <translation>Taille de lot (échantillons)</translation>
        </message>
        <message>
            <source>How many samples make one training step.</source>
            <translation>Combien d'échantillons font un pas d'entraînement.</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>The share of the dense layer's units that are left out at random in a training step.</source>
            <translation>La part des unités de la couche dense laissées de côté au hasard dans un pas d'entraînement.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Décroissance des poids</translation>
        </message>
        <message>
            <source>How strongly large weights are pulled towards zero.</source>
            <translation>Avec quelle force les grands poids sont tirés vers zéro.</translation>
        </message>
        <message>
            <source>Turn and mirror patches</source>
            <translation>Tourner et refléter les patchs</translation>
        </message>
        <message>
            <source>Shows the network the eight symmetries of every patch. It then cannot see in the elevations of a patch where a slope faces: where that matters, add northness and eastness, which Terrain Covariates makes, or turn this off.</source>
            <translation>Montre au réseau les huit symétries de chaque patch. Il ne peut alors pas voir dans les altitudes d'un patch vers où une pente est tournée : où cela importe, ajoutez northness et eastness, que fait « Covariables du relief », ou désactivez ceci.</translation>
        </message>
        <message>
            <source>Trees</source>
            <translation>Arbres</translation>
        </message>
        <message>
            <source>How many trees the forest has; more are slower and rarely worse.</source>
            <translation>Combien d'arbres a la forêt ; davantage est plus lent et rarement pire.</translation>
        </message>
        <message>
            <source>Share of variables tried at a split</source>
            <translation>Part des variables essayées à une division</translation>
        </message>
        <message>
            <source>The share of the variables from which the best split is taken.</source>
            <translation>La part des variables parmi lesquelles la meilleure division est prise.</translation>
        </message>
        <message>
            <source>Samples in a leaf at least</source>
            <translation>Nombre minimal d'échantillons par feuille</translation>
        </message>
        <message>
            <source>Larger leaves give smoother predictions.</source>
            <translation>De plus grandes feuilles donnent des prédictions plus lisses.</translation>
        </message>
        <message>
            <source>Kind of trees</source>
            <translation>Type d'arbres</translation>
        </message>
        <message>
            <source>forest takes the best split of some variables; extratrees the best of splits at random places, which is faster and with few samples often better.</source>
            <translation>forest prend la meilleure coupure de quelques variables ; extratrees la meilleure de coupures à des endroits tirés au hasard, ce qui est plus rapide et, avec peu d'échantillons, souvent meilleur.</translation>
        </message>
        <message>
            <source>What the trees see</source>
            <translation>Ce que voient les arbres</translation>
        </message>
        <message>
            <source>window: mean and spread of every static covariate around the sample, mean, trend and spread of every sequence, beside the values at the sample; centre: these values only, as in the paper.</source>
            <translation>window : moyenne et dispersion de chaque covariable statique autour de l'échantillon, moyenne, tendance et dispersion de chaque séquence, à côté des valeurs à l'échantillon ; centre : ces valeurs seules, comme dans l'article.</translation>
        </message>
        <message>
            <source>Coordinates among the variables</source>
            <translation>Coordonnées parmi les variables</translation>
        </message>
        <message>
            <source>xy, or oblique axes in six directions (Moeller et al. 2020): where soils differ between regions for reasons that no covariate shows. none where the map goes beyond the samples.</source>
            <translation>xy, ou des axes obliques dans six directions (Moeller et al. 2020) : où les sols diffèrent entre régions pour des raisons que ne montre aucune covariable. none où la carte dépasse les échantillons.</translation>
        </message>
        <message>
            <source>Annual EVI</source>
            <translation>EVI annuel</translation>
        </message>
        <message>
            <source>1 Prepare</source>
            <translation>1 Préparer</translation>
        </message>
        <message>
            <source>Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year.</source>
            <translation>Calcule la moyenne de l'indice de végétation de MOD09GA ou MOD09A1 sur les observations claires de chaque année.</translation>
        </message>
        <message>
            <source>MODIS,MOD09GA,MOD09A1,HDF,EVI,vegetation index,reflectance,time series,covariates,yearly,import</source>
            <translation>MODIS,MOD09GA,MOD09A1,HDF,EVI,indice de végétation,réflectance,série temporelle,covariables,annuel,importer</translation>
        </message>
        <message>
            <source>A pixel with fewer clear observations in a year is nodata in that year; 1 keeps all that have any.</source>
            <translation>Un pixel qui a moins d'observations claires dans une année y est sans valeur ; 1 garde tous ceux qui en ont au moins une.</translation>
        </message>
        <message>
            <source>Left out by the state of the pixel</source>
            <translation>Exclu selon l'état du pixel</translation>
        </message>
        <message>
            <source>Clear observations a pixel needs</source>
            <translation>Observations claires nécessaires par pixel</translation>
        </message>
        <message>
            <source>Folder for the annual EVI</source>
            <translation>Dossier de l'EVI annuel</translation>
        </message>
        <message>
            <source>Holds evi-mean.tif, a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Contient evi-mean.tif, une bande par année. Le dossier lui-même peut être donné à « Construire un jeu de patchs » comme covariables temporelles. Les fichiers d'autres noms y restent.</translation>
        </message>
        <message>
            <source>MOD09GA or MOD09A1 of all days: HDF tiles, GeoTIFFs of AppEEARS, exports of Earth Engine, or rasters named like red_2010-01-25.tif, nir_..., blue_... and state_.... Scripts may name a folder.</source>
            <translation>MOD09GA ou MOD09A1 de tous les jours : tuiles HDF, GeoTIFF d'AppEEARS, exports d'Earth Engine, ou rasters nommés comme red_2010-01-25.tif, nir_..., blue_... et state_.... Les scripts peuvent nommer un dossier.</translation>
        </message>
        <message>
            <source>The rectangle that is averaged, in any CRS; it is widened to whole pixels. A small one saves time and disk space.</source>
            <translation>Le rectangle dont on prend la moyenne, dans n'importe quel SCR ; il est élargi à des pixels entiers. Un petit rectangle économise du temps et de l'espace disque.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Files of other years are not read.</source>
            <translation>Écrit comme 2002-2011 ou 2002,2004. Les fichiers d'autres années ne sont pas lus.</translation>
        </message>
        <message>
            <source>Observations in one of these conditions are not clear and not averaged. Fill values never are. assumed-clear is the cloud state that the product did not determine and takes for clear.</source>
            <translation>Les observations dans l'un de ces états ne sont pas claires et n'entrent pas dans la moyenne. Les valeurs de remplissage n'y entrent jamais. assumed-clear est l'état nuageux que le produit n'a pas déterminé et tient pour clair.</translation>
        </message>
        <message>
            <source>Number of clear observations</source>
            <translation>Nombre d'observations claires</translation>
        </message>
        <message>
            <source>How many observations are in each mean, a band a year.</source>
            <translation>Combien d'observations entrent dans chaque moyenne, une bande par année.</translation>
        </message>
        <message>
            <source>Files of surface reflectance</source>
            <translation>Fichiers de réflectance de surface</translation>
        </message>
        <message>
            <source>Extent (empty = all of the files)</source>
            <translation>Emprise (vide = celle des fichiers)</translation>
        </message>
        <message>
            <source>Years (empty = all)</source>
            <translation>Années (vide = toutes)</translation>
        </message>
        <message>
            <source>Build Patch Dataset</source>
            <translation>Construire un jeu de patchs</translation>
        </message>
        <message>
            <source>Reads rasters around soil samples into a dataset for training: static patches and temporal sequences.</source>
            <translation>Lit les rasters autour des échantillons de sol dans un jeu de données d'entraînement : patchs statiques et séquences temporelles.</translation>
        </message>
        <message>
            <source>samples,points,covariates,rasters,dataset,training data,extract,sampling</source>
            <translation>échantillons,points,covariables,rasters,jeu de données,données d'entraînement,extraire,échantillonnage</translation>
        </message>
        <message>
            <source>The table that List Covariates made, edited or not: it alone says what is read, and how.</source>
            <translation>La table faite par « Lister les covariables », modifiée ou non : elle seule dit ce qui est lu, et comment.</translation>
        </message>
        <message>
            <source>Points with a laboratory value, in any CRS. Selection and filter are honoured.</source>
            <translation>Points avec une valeur de laboratoire, dans n'importe quel SCR. La sélection et le filtre sont respectés.</translation>
        </message>
        <message>
            <source>What the model learns: a field or an expression, for example "soc_percent" * 10 or "organic_matter" / 1.724, which give g/kg.</source>
            <translation>Ce que le modèle apprend : un champ ou une expression, par exemple "soc_percent" * 10 ou "organic_matter" / 1.724, qui donnent des g/kg.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. Reports, the model and the map name it; nothing is converted.</source>
            <translation>g/kg, %, t/ha ou une autre unité : celle de ce que donne la cible. Les rapports, le modèle et la carte la nomment ; rien n'est converti.</translation>
        </message>
        <message>
            <source>A field whose values, such as land use or soil type, every fold shall hold in the same shares.</source>
            <translation>Un champ dont chaque pli doit contenir les valeurs, comme l'occupation ou le type de sol, dans les mêmes proportions.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Messages, dropped samples and predictions name samples by it.</source>
            <translation>Un champ différent pour chaque échantillon, comme le numéro de laboratoire. Les messages, les échantillons écartés et les prédictions les nomment par lui.</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, such as climate means and terrain. Every band is a covariate.</source>
            <translation>Rasters qui ne changent pas dans le temps, comme les moyennes climatiques et le relief. Chaque bande est une covariable.</translation>
        </message>
        <message>
            <source>Rasters of many years or months, such as phenology. Step and variable are read from layer, file or band names like greenup_2002; the log shows how each was understood. Scripts and models may give the folder that Import Phenology has made.</source>
            <translation>Rasters de plusieurs années ou mois, comme la phénologie. Le pas de temps et la variable sont lus dans les noms de couches, de fichiers ou de bandes comme greenup_2002 ; le journal montre comment chacun a été compris. Les scripts et les modèles peuvent donner le dossier fait par « Importer la phénologie ».</translation>
        </message>
        <message>
            <source>Side of the square patch of static covariates around a sample, in pixels of the reference grid.</source>
            <translation>Côté du patch carré de covariables statiques autour d'un échantillon, en pixels de la grille de référence.</translation>
        </message>
        <message>
            <source>The raster whose pixels are the grid of patches and maps; all static covariates are read onto it. Empty: the static layer with the smallest pixels that covers the samples; the log names it.</source>
            <translation>Le raster dont les pixels forment la grille des patchs et des cartes ; toutes les covariables statiques sont lues sur elle. Vide : la couche statique aux plus petits pixels qui couvre les échantillons ; le journal la nomme.</translation>
        </message>
        <message>
            <source>nearest: the value of the coarse pixel that contains the sample. bilinear: between pixel centres.</source>
            <translation>nearest : la valeur du pixel grossier qui contient l'échantillon. bilinear : entre les centres des pixels.</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, for names that are not recognised. Example: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) reads M01MOD4 as step 1 of M_MOD4. What groups named drop, drop1 and so on catch is left out of the variable's name: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ takes the second date of a scene away.</source>
            <translation>Une expression régulière avec un groupe nommé time, pour les noms qui ne sont pas reconnus. Exemple : ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) lit M01MOD4 comme le pas 1 de M_MOD4. Ce que saisissent les groupes nommés drop, drop1 et ainsi de suite est retiré du nom de la variable : _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ ôte la seconde date d'une scène.</translation>
        </message>
        <message>
            <source>The category of covariates (climate, terrain, phenology, vegetation index or your own), by the name of a layer or variable. Others are given one by their name. Scripts may pass a JSON object.</source>
            <translation>La catégorie des covariables (climate, terrain, phenology, vegetation index ou la vôtre), par le nom d'une couche ou d'une variable. Les autres en reçoivent une d'après leur nom. Les scripts peuvent passer un objet JSON.</translation>
        </message>
        <message>
            <source>Covariate table</source>
            <translation>Table des covariables</translation>
        </message>
        <message>
            <source>Dropped samples</source>
            <translation>Points écartés</translation>
        </message>
        <message>
            <source>Dataset report</source>
            <translation>Rapport du jeu de données</translation>
        </message>
        <message>
            <source>The dataset file for the training algorithms.</source>
            <translation>Le jeu de données pour les algorithmes d'entraînement.</translation>
        </message>
        <message>
            <source>The samples that could not be used, each with the reason.</source>
            <translation>Les échantillons qui n'ont pas pu servir, chacun avec la raison.</translation>
        </message>
        <message>
            <source>Statistics of samples and covariates, for reading.</source>
            <translation>Statistiques des échantillons et des covariables, à lire.</translation>
        </message>
        <message>
            <source>Window (pixels, odd)</source>
            <translation>Fenêtre (pixels, impair)</translation>
        </message>
        <message>
            <source>Resampling of temporal covariates</source>
            <translation>Rééchantillonnage des covariables temporelles</translation>
        </message>
        <message>
            <source>Soil samples</source>
            <translation>Points d'échantillonnage du sol</translation>
        </message>
        <message>
            <source>Target: soil organic carbon</source>
            <translation>Cible : carbone organique du sol</translation>
        </message>
        <message>
            <source>Unit of the target</source>
            <translation>Unité de la cible</translation>
        </message>
        <message>
            <source>Strata for stratified folds</source>
            <translation>Strates pour des plis stratifiés</translation>
        </message>
        <message>
            <source>Id of the samples (empty = feature id)</source>
            <translation>Identifiant des échantillons (vide = id de l'entité)</translation>
        </message>
        <message>
            <source>Static covariates</source>
            <translation>Covariables statiques</translation>
        </message>
        <message>
            <source>Temporal covariates</source>
            <translation>Covariables temporelles</translation>
        </message>
        <message>
            <source>Reference grid (empty = finest static layer)</source>
            <translation>Grille de référence (vide = couche statique la plus fine)</translation>
        </message>
        <message>
            <source>Time pattern (empty = recognise)</source>
            <translation>Motif du temps (vide = reconnaître)</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Catégories</translation>
        </message>
        <message>
            <source>Covariate</source>
            <translation>Covariable</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Catégorie</translation>
        </message>
        <message>
            <source>Check Samples</source>
            <translation>Vérifier les échantillons</translation>
        </message>
        <message>
            <source>Finds impossible values, mixed units, wrong places and duplicates in soil samples, and removes nothing.</source>
            <translation>Trouve des valeurs impossibles, des unités mêlées, des lieux faux et des doublons dans les échantillons de sol, et n'enlève rien.</translation>
        </message>
        <message>
            <source>quality,plausibility,outlier,unit,per cent,organic matter,swapped coordinates,detection limit,error,clean</source>
            <translation>qualité,plausibilité,valeur aberrante,unité,pour cent,matière organique,coordonnées inversées,limite de détection,erreur,nettoyer</translation>
        </message>
        <message>
            <source>All rules with their limits, a map, and what was found, for reading.</source>
            <translation>Toutes les règles avec leurs limites, une carte et ce qui a été trouvé, à lire.</translation>
        </message>
        <message>
            <source>Report of the check</source>
            <translation>Rapport de la vérification</translation>
        </message>
        <message>
            <source>What is checked, as Build Patch Dataset shall take it: a field or an expression, for example "organic_matter" / 1.724.</source>
            <translation>Ce qui est vérifié, tel que Build Patch Dataset doit le prendre : un champ ou une expression, par exemple "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. What is possible depends on it.</source>
            <translation>g/kg, %, t/ha ou une autre unité : celle de ce que donne la cible. Ce qui est possible en dépend.</translation>
        </message>
        <message>
            <source>Rasters such as terrain and climate: samples are compared with what these make expected, and those where none has a value near by are found.</source>
            <translation>Rasters tels que relief et climat : les échantillons sont comparés à ce qu'ils laissent attendre, et ceux sans valeur à proximité sont trouvés.</translation>
        </message>
        <message>
            <source>Polygons that all samples should lie in, such as those of a country or of its land.</source>
            <translation>Polygones dans lesquels tous les échantillons devraient se trouver, comme ceux d'un pays ou de ses terres.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Findings name samples by it.</source>
            <translation>Un champ différent pour chaque échantillon, comme le numéro au laboratoire. Les constats nomment les échantillons par lui.</translation>
        </message>
        <message>
            <source>When samples were taken: a date, a year, or a text with one.</source>
            <translation>Quand les échantillons ont été pris : une date, une année, ou un texte qui en contient une.</translation>
        </message>
        <message>
            <source>How far a value may be from its neighbours, or from what the covariates make expected. Less finds more, and more of that is right.</source>
            <translation>De combien une valeur peut s'écarter de ses voisines, ou de ce que les covariables laissent attendre. Moins trouve plus, et une plus grande partie en est juste.</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Constats</translation>
        </message>
        <message>
            <source>A point a finding: sample, rule, value, limit, what was seen, and what to do.</source>
            <translation>Un point par constat : échantillon, règle, valeur, limite, ce qui a été vu et que faire.</translation>
        </message>
        <message>
            <source>Robust standard deviations</source>
            <translation>Écarts types robustes</translation>
        </message>
        <message>
            <source>Covariates</source>
            <translation>Covariables</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>Field of the date</source>
            <translation>Champ de la date</translation>
        </message>
        <message>
            <source>Harmonise Depths</source>
            <translation>Harmoniser les profondeurs</translation>
        </message>
        <message>
            <source>Brings soil horizons of any depths to standard depths, and names every horizon that needs a look.</source>
            <translation>Ramène des horizons de sol de profondeurs quelconques à des profondeurs standard et nomme chaque horizon à regarder.</translation>
        </message>
        <message>
            <source>profile,horizon,depth,spline,equal-area,mass-preserving,mpspline,GlobalSoilMap,0-30 cm,layer,bulk density</source>
            <translation>profil,horizon,profondeur,spline,aires égales,conserve la masse,mpspline,GlobalSoilMap,0-30 cm,couche,densité apparente</translation>
        </message>
        <message>
            <source>A table or a layer of points with a row a horizon, or a row a profile and fields such as soc_0_30. Selection and filter are honoured.</source>
            <translation>Une table ou une couche de points avec une ligne par horizon, ou une ligne par profil et des champs comme soc_0_30. Sélection et filtre sont respectés.</translation>
        </message>
        <message>
            <source>What tells a profile from another: all rows with the same value are horizons of one profile.</source>
            <translation>Ce qui distingue un profil d'un autre : toutes les lignes de même valeur sont des horizons d'un profil.</translation>
        </message>
        <message>
            <source>The depth at which a horizon begins. Leave top and bottom empty where the names of the fields with the values say the depths, such as soc_0_30.</source>
            <translation>La profondeur où commence un horizon. Laissez le haut et le bas vides où les noms des champs de valeurs disent les profondeurs, comme soc_0_30.</translation>
        </message>
        <message>
            <source>The depth at which a horizon ends.</source>
            <translation>La profondeur où finit un horizon.</translation>
        </message>
        <message>
            <source>What was measured, such as soil organic carbon, bulk density and coarse fragments: several fields are harmonised in one run. A text such as &lt;0.5 is a value below the detection limit.</source>
            <translation>Ce qui a été mesuré, comme le carbone organique du sol, la densité apparente et les éléments grossiers : plusieurs champs sont harmonisés en une fois. Un texte comme &lt;0.5 est une valeur sous la limite de détection.</translation>
        </message>
        <message>
            <source>Limits of layers that follow each other, 0-5-15-30, or any layers, 0-20; 0-30.</source>
            <translation>Limites de couches qui se suivent, 0-5-15-30, ou couches quelconques, 0-20; 0-30.</translation>
        </message>
        <message>
            <source>spline: a smooth function of depth whose mean over each horizon is what was measured there, nearly or exactly as the smoothness says. mean: the mean of the horizons, weighted by their thickness inside a layer.</source>
            <translation>spline : une fonction lisse de la profondeur dont la moyenne sur chaque horizon est ce qui y a été mesuré, à peu près ou exactement selon le lissage. mean : la moyenne des horizons, pondérée par leur épaisseur dans une couche.</translation>
        </message>
        <message>
            <source>Points of the profiles, where the horizons are a table without geometry.</source>
            <translation>Points des profils, où les horizons sont une table sans géométrie.</translation>
        </message>
        <message>
            <source>Where it is not called as the field of the profile in the horizons.</source>
            <translation>Où il ne s'appelle pas comme le champ du profil dans les horizons.</translation>
        </message>
        <message>
            <source>0 keeps the measured mean of every horizon exactly; larger values give smoother functions that differ from it more, which the field rmse shows.</source>
            <translation>0 garde exactement la moyenne mesurée de chaque horizon ; de plus grandes valeurs donnent des fonctions plus lisses qui s'en écartent davantage, ce que montre le champ rmse.</translation>
        </message>
        <message>
            <source>In what the depths of the horizons are given; the standard depths are always in cm.</source>
            <translation>En quoi les profondeurs des horizons sont données ; les profondeurs standard sont toujours en cm.</translation>
        </message>
        <message>
            <source>Standard depths</source>
            <translation>Profondeurs standard</translation>
        </message>
        <message>
            <source>A point a profile with a field a property and depth, such as soc_0_30, and how much was sampled.</source>
            <translation>Un point par profil avec un champ par propriété et profondeur, comme soc_0_30, et combien en a été échantillonné.</translation>
        </message>
        <message>
            <source>A point for everything that was found wrong or doubtful, with profile and horizon.</source>
            <translation>Un point pour tout ce qui a été trouvé faux ou douteux, avec profil et horizon.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Méthode</translation>
        </message>
        <message>
            <source>Smoothness of the spline (lambda)</source>
            <translation>Lissage de la spline (lambda)</translation>
        </message>
        <message>
            <source>Unit of top and bottom</source>
            <translation>Unité du haut et du bas</translation>
        </message>
        <message>
            <source>Horizons</source>
            <translation>Horizons</translation>
        </message>
        <message>
            <source>Field of the profile</source>
            <translation>Champ du profil</translation>
        </message>
        <message>
            <source>Field of the top</source>
            <translation>Champ du haut</translation>
        </message>
        <message>
            <source>Field of the bottom</source>
            <translation>Champ du bas</translation>
        </message>
        <message>
            <source>Fields with values</source>
            <translation>Champs des valeurs</translation>
        </message>
        <message>
            <source>Standard depths (cm)</source>
            <translation>Profondeurs standard (cm)</translation>
        </message>
        <message>
            <source>Sites of the profiles</source>
            <translation>Sites des profils</translation>
        </message>
        <message>
            <source>Field of the profile in the sites</source>
            <translation>Champ du profil dans les sites</translation>
        </message>
        <message>
            <source>Import Phenology</source>
            <translation>Importer la phénologie</translation>
        </message>
        <message>
            <source>Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year.</source>
            <translation>Fait des téléchargements de MCD12Q2 ou VNP22Q2 des covariables annuelles : un fichier par variable, une bande par année.</translation>
        </message>
        <message>
            <source>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phenology,greenup,senescence,season,time series,covariates,import</source>
            <translation>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phénologie,verdissement,sénescence,saison,série temporelle,covariables,importer</translation>
        </message>
        <message>
            <source>Folder of covariates</source>
            <translation>Dossier des covariables</translation>
        </message>
        <message>
            <source>A GeoTIFF a variable with a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Un GeoTIFF par variable avec une bande par année. Le dossier lui-même peut être donné à « Construire un jeu de patchs » comme covariables temporelles. Les fichiers d'autres noms y restent.</translation>
        </message>
        <message>
            <source>MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs or NetCDF of AppEEARS, or exports of Earth Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.</source>
            <translation>MCD12Q2 ou VNP22Q2 de toutes les années : tuiles HDF, GeoTIFF ou NetCDF d'AppEEARS, ou exports d'Earth Engine, sous leurs noms d'origine. Les scripts peuvent nommer un dossier. Les tuiles d'une année sont réunies.</translation>
        </message>
        <message>
            <source>Which of the two cycles of a year that the product describes; few places have a second one.</source>
            <translation>Lequel des deux cycles d'une année que décrit le produit ; peu de lieux en ont un second.</translation>
        </message>
        <message>
            <source>Values of a worse quality become gaps, which later steps interpolate in time. poor accepts all and needs no layer of quality.</source>
            <translation>Les valeurs d'une qualité moindre deviennent des lacunes, que des étapes suivantes interpolent dans le temps. poor accepte tout et n'a pas besoin de couche de qualité.</translation>
        </message>
        <message>
            <source>The rectangle that is imported, in any CRS; it is widened to whole pixels.</source>
            <translation>Le rectangle qui est importé, dans n'importe quel SCR ; il est élargi à des pixels entiers.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Empty: all years of the files, between which none may be missing.</source>
            <translation>Écrit comme 2002-2011 ou 2002,2004. Vide : toutes les années des fichiers, entre lesquelles aucune ne doit manquer.</translation>
        </message>
        <message>
            <source>The CRS of the results. In another than that of the files every pixel takes the nearest value, for dates cannot be averaged. Build Patch Dataset reads any CRS, so most users need none.</source>
            <translation>Le SCR des résultats. Dans un autre que celui des fichiers, chaque pixel prend la valeur la plus proche, car on ne fait pas la moyenne de dates. « Construire un jeu de patchs » lit tout SCR, la plupart n'en ont donc pas besoin.</translation>
        </message>
        <message>
            <source>overall: QA_Overall (GLSP_QC) of the cycle for every variable. detailed: for each date its own bits in QA_Detailed, for the others the overall quality. The number of cycles is not filtered.</source>
            <translation>overall : QA_Overall (GLSP_QC) du cycle pour chaque variable. detailed : pour chaque date ses propres bits dans QA_Detailed, pour les autres la qualité globale. Le nombre de cycles n'est pas filtré.</translation>
        </message>
        <message>
            <source>Sources disagree: days are true days since 1 January 2000; with years of 366 days, 366 are taken off for every year since 2000, as AppEEARS advises. MCD12Q2 is not affected.</source>
            <translation>Les sources se contredisent : days sont de vrais jours depuis le 1er janvier 2000 ; avec des années de 366 jours, on ôte 366 pour chaque année depuis 2000, comme le conseille AppEEARS. MCD12Q2 n'est pas concerné.</translation>
        </message>
        <message>
            <source>Vegetation cycle</source>
            <translation>Cycle de végétation</translation>
        </message>
        <message>
            <source>Worst quality accepted</source>
            <translation>Pire qualité acceptée</translation>
        </message>
        <message>
            <source>Quality by</source>
            <translation>Qualité selon</translation>
        </message>
        <message>
            <source>Dates of VNP22Q2 count</source>
            <translation>Les dates de VNP22Q2 comptent</translation>
        </message>
        <message>
            <source>Files of the product</source>
            <translation>Fichiers du produit</translation>
        </message>
        <message>
            <source>Target CRS (empty = that of the files)</source>
            <translation>SCR cible (vide = celui des fichiers)</translation>
        </message>
        <message>
            <source>List Covariates</source>
            <translation>Lister les covariables</translation>
        </message>
        <message>
            <source>Shows how rasters are understood: name, step, category, kind and values of every band, in a table to edit.</source>
            <translation>Montre comment les rasters sont compris : nom, pas de temps, catégorie, genre et valeurs de chaque bande, dans une table à modifier.</translation>
        </message>
        <message>
            <source>covariates,names,rasters,table,years,categories,check,time series</source>
            <translation>covariables,noms,rasters,table,années,catégories,vérifier,série temporelle</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, as for Build Patch Dataset.</source>
            <translation>Rasters qui ne changent pas dans le temps, comme pour « Construire un jeu de patchs ».</translation>
        </message>
        <message>
            <source>Rasters of many years or months, as for Build Patch Dataset.</source>
            <translation>Rasters de plusieurs années ou mois, comme pour « Construire un jeu de patchs ».</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, as for Build Patch Dataset.</source>
            <translation>Une expression régulière avec un groupe nommé time, comme pour « Construire un jeu de patchs ».</translation>
        </message>
        <message>
            <source>Values are looked at where the reference grid lies.</source>
            <translation>Les valeurs sont regardées là où se trouve la grille de référence.</translation>
        </message>
        <message>
            <source>A row a band. Edit it and give it to Build Patch Dataset.</source>
            <translation>Une ligne par bande. Modifiez-la et donnez-la à « Construire un jeu de patchs ».</translation>
        </message>
        <message>
            <source>Reference grid (empty = as Build Patch Dataset)</source>
            <translation>Grille de référence (vide = comme Construire un jeu de patchs)</translation>
        </message>
        <message>
            <source>SOC Stock</source>
            <translation>Stock de COS</translation>
        </message>
        <message>
            <source>Turns concentration, bulk density, coarse fragments and thickness at points into t/ha with an error.</source>
            <translation>Convertit teneur, densité apparente, éléments grossiers et épaisseur en des points en t/ha avec une erreur.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,equivalent soil mass,GSOCmap,error</source>
            <translation>stock de carbone,t/ha,densité apparente,pédotransfert,éléments grossiers,cailloux,masse de sol équivalente,GSOCmap,erreur</translation>
        </message>
        <message>
            <source>Points with what was measured in one layer of soil, such as those of Harmonise Depths. Selection and filter are honoured.</source>
            <translation>Points avec ce qui a été mesuré dans une couche de sol, comme ceux de Harmonise Depths. Sélection et filtre sont respectés.</translation>
        </message>
        <message>
            <source>Of the fine earth: a field or an expression, for example "soc_0_30" or "soc_percent" * 10.</source>
            <translation>De la terre fine : un champ ou une expression, par exemple "soc_0_30" ou "soc_percent" * 10.</translation>
        </message>
        <message>
            <source>Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no value: by the pedotransfer function.</source>
            <translation>Masse de la terre fine dans le volume qu'elle remplit, sans cailloux. Vide, ou là où il n'y a pas de valeur : par la fonction de pédotransfert.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A point without a value has no stock; coalesce("stones", 0) takes it for none.</source>
            <translation>Ce qui dépasse 2 mm. Vide : rien. Un point sans valeur n'a pas de stock ; coalesce("stones", 0) le prend pour nul.</translation>
        </message>
        <message>
            <source>Of the layer: a number, or a field such as "soc_0_30_sampled" of Harmonise Depths.</source>
            <translation>De la couche : un nombre, ou un champ comme "soc_0_30_sampled" de Harmonise Depths.</translation>
        </message>
        <message>
            <source>none: points without a density have no stock. best: the one with the smallest error on your measured densities, at least ten of them. own: the function below. The others are published ones; the log says how each does on your densities.</source>
            <translation>none : les points sans densité n'ont pas de stock. best : celle qui a la plus petite erreur sur vos densités mesurées, au moins dix. own : la fonction ci-dessous. Les autres sont publiées ; le journal dit ce que vaut chacune sur vos densités.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. Other forms are inverse, logarithm, exponential and mixture; see the help.</source>
            <translation>Une forme et ses coefficients, o étant le pour cent de matière organique : linear 1.62 -0.06 est 1.62 - 0.06 o. Les autres formes sont inverse, logarithm, exponential et mixture ; voir l'aide.</translation>
        </message>
        <message>
            <source>A number, a field or an expression; empty: none is known.</source>
            <translation>Un nombre, un champ ou une expression ; vide : aucune n'est connue.</translation>
        </message>
        <message>
            <source>Estimated ones have that of the pedotransfer function.</source>
            <translation>Les estimées ont celle de la fonction de pédotransfert.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals, such as ("upper" - "lower") / 2.</source>
            <translation>stddev : écarts types. half_90 : la moitié d'intervalles à 90 %, comme ("upper" - "lower") / 2.</translation>
        </message>
        <message>
            <source>Adds the stock in so many tonnes of fine earth, the same at all points: to compare land uses or years whose bulk densities differ. 3900 is 30 cm with a density of 1.3 g/cm3.</source>
            <translation>Ajoute le stock dans autant de tonnes de terre fine, le même en tous les points : pour comparer des usages ou des années dont les densités apparentes diffèrent. 3900 correspond à 30 cm avec une densité de 1,3 g/cm3.</translation>
        </message>
        <message>
            <source>A field that is different for every sample; findings name samples by it.</source>
            <translation>Un champ différent pour chaque échantillon ; les constats nomment les échantillons par lui.</translation>
        </message>
        <message>
            <source>Stocks</source>
            <translation>Stocks</translation>
        </message>
        <message>
            <source>The points with their stock, its standard deviation, and the bulk density used.</source>
            <translation>Les points avec leur stock, son écart type et la densité apparente utilisée.</translation>
        </message>
        <message>
            <source>A point for every part that is missing or cannot be right.</source>
            <translation>Un point pour chaque partie qui manque ou qui ne peut être juste.</translation>
        </message>
        <message>
            <source>Pedotransfer function for missing bulk densities</source>
            <translation>Fonction de pédotransfert pour les densités apparentes manquantes</translation>
        </message>
        <message>
            <source>What the errors are</source>
            <translation>Ce que sont les erreurs</translation>
        </message>
        <message>
            <source>Equivalent soil mass (t/ha, 0 = none)</source>
            <translation>Masse de sol équivalente (t/ha, 0 = aucune)</translation>
        </message>
        <message>
            <source>Soil organic carbon (g/kg)</source>
            <translation>Carbone organique du sol (g/kg)</translation>
        </message>
        <message>
            <source>Bulk density (g/cm3)</source>
            <translation>Densité apparente (g/cm3)</translation>
        </message>
        <message>
            <source>Coarse fragments (% of the volume)</source>
            <translation>Éléments grossiers (% du volume)</translation>
        </message>
        <message>
            <source>Thickness (cm)</source>
            <translation>Épaisseur (cm)</translation>
        </message>
        <message>
            <source>Own pedotransfer function</source>
            <translation>Fonction de pédotransfert propre</translation>
        </message>
        <message>
            <source>Error of soil organic carbon (g/kg)</source>
            <translation>Erreur du carbone organique du sol (g/kg)</translation>
        </message>
        <message>
            <source>Error of measured bulk densities (g/cm3)</source>
            <translation>Erreur des densités apparentes mesurées (g/cm3)</translation>
        </message>
        <message>
            <source>Error of coarse fragments (% of the volume)</source>
            <translation>Erreur des éléments grossiers (% du volume)</translation>
        </message>
        <message>
            <source>Error of the thickness (cm)</source>
            <translation>Erreur de l'épaisseur (cm)</translation>
        </message>
        <message>
            <source>Terrain Covariates</source>
            <translation>Covariables du relief</translation>
        </message>
        <message>
            <source>Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each.</source>
            <translation>Dérive pente, rugosité, position, humidité et puissance d'écoulement d'un modèle d'altitude : un fichier chacune.</translation>
        </message>
        <message>
            <source>terrain,DEM,elevation,slope,aspect,northness,wetness,TWI,ruggedness,topography,relief,covariates</source>
            <translation>relief,MNT,altitude,pente,exposition,northness,humidité,TWI,rugosité,topographie,terrain,covariables</translation>
        </message>
        <message>
            <source>Unit of elevation</source>
            <translation>Unité d'altitude</translation>
        </message>
        <message>
            <source>A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi, and where wanted of northness and eastness. The folder itself can be given to Build Patch Dataset as static covariates. Files of other names in it stay.</source>
            <translation>Un GeoTIFF pour chacun de elev, slp, tri, rough, vrm, tpi, cti et spi, et si on le souhaite de northness et eastness. Le dossier lui-même peut être donné à « Construire un jeu de patchs » comme covariables statiques. Les fichiers d'autres noms y restent.</translation>
        </message>
        <message>
            <source>Digital elevation model</source>
            <translation>Modèle numérique d'altitude</translation>
        </message>
        <message>
            <source>A raster of elevations in a projected CRS, reaching beyond the study area on every side: water from outside is not known, and the outermost pixels have no slope.</source>
            <translation>Un raster d'altitudes dans un SCR projeté, qui dépasse la zone d'étude de tous côtés : l'eau du dehors n'est pas connue, et les pixels du bord n'ont pas de pente.</translation>
        </message>
        <message>
            <source>Northness and eastness too</source>
            <translation>Aussi northness et eastness</translation>
        </message>
        <message>
            <source>Adds how far slopes lean to the north and to the east, -1 to 1. Take them where sunny and shady slopes, or windward and lee ones, differ: a CNN-LSTM that turns its patches in training cannot see a direction in elevations.</source>
            <translation>Ajoute de combien les pentes penchent vers le nord et vers l'est, de -1 à 1. Prenez-les où diffèrent adret et ubac, ou versants au vent et sous le vent : un CNN-LSTM qui tourne ses patchs à l'entraînement ne peut pas voir une direction dans des altitudes.</translation>
        </message>
        <message>
            <source>auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in metres; us-ft is the foot of the US survey.</source>
            <translation>auto : comme le disent la bande ou le SCR vertical du raster, des mètres où aucun ne le dit. Les résultats sont en mètres ; us-ft est le pied de l'arpentage américain.</translation>
        </message>
        <message>
            <source>How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a million pixels, and are refused beyond it; the others are calculated in tiles.</source>
            <translation>Combien de mémoire peut être prise. Humidité et puissance d'écoulement ont besoin de tout le MNA à la fois, environ 50 Mo par million de pixels, et sont refusées au-delà ; les autres sont calculées par tuiles.</translation>
        </message>
        <message>
            <source>Remove Python Environment</source>
            <translation>Supprimer l'environnement Python</translation>
        </message>
        <message>
            <source>Removes the Python environments of SOC Map from this computer, before or after uninstalling the plugin.</source>
            <translation>Supprime les environnements Python de SOC Map de cet ordinateur, avant ou après la désinstallation de l'extension.</translation>
        </message>
        <message>
            <source>python,environment,remove,uninstall,disk space</source>
            <translation>python,environnement,supprimer,désinstaller,espace disque</translation>
        </message>
        <message>
            <source>Keep this version's environment</source>
            <translation>Garder l'environnement de cette version</translation>
        </message>
        <message>
            <source>Removes only the environments that older versions of SOC Map left.</source>
            <translation>Supprime seulement les environnements laissés par des versions antérieures de SOC Map.</translation>
        </message>
        <message>
            <source>Freed disk space (MB)</source>
            <translation>Espace disque libéré (Mo)</translation>
        </message>
        <message>
            <source>There is no environment to remove.</source>
            <translation>Il n'y a pas d'environnement à supprimer.</translation>
        </message>
        <message>
            <source>Removed {} ({} MB).</source>
            <translation>{} supprimé ({} Mo).</translation>
        </message>
        <message>
            <source>A set-up is at work in {}; wait until it has ended, or cancel it.</source>
            <translation>Une installation est en cours dans {} ; attendez sa fin ou annulez-la.</translation>
        </message>
        <message>
            <source>Set Up Python Environment</source>
            <translation>Installer l'environnement Python</translation>
        </message>
        <message>
            <source>Makes the Python environment in which the other algorithms of SOC Map work. Needed once.</source>
            <translation>Fait l'environnement Python dans lequel travaillent les autres algorithmes de SOC Map. Nécessaire une fois.</translation>
        </message>
        <message>
            <source>python,environment,install,set up,setup,pytorch,packages,gpu,cuda</source>
            <translation>python,environnement,installer,préparer,pytorch,paquets,gpu,cuda</translation>
        </message>
        <message>
            <source>Python interpreter (empty = find one)</source>
            <translation>Interpréteur Python (vide = en chercher un)</translation>
        </message>
        <message>
            <source>The Python, 3.11 to 3.14, that the environment is made from. It is not changed. Empty: the best one on this computer is taken; never QGIS itself.</source>
            <translation>Le Python, 3.11 à 3.14, dont l'environnement est fait. Il n'est pas modifié. Vide : le meilleur de cet ordinateur est pris ; jamais QGIS lui-même.</translation>
        </message>
        <message>
            <source>cpu: the build of PyTorch for the processor, 1.4 GB on the disk. cuda: the one for NVIDIA graphics cards, about 5.3 GB, on Linux and Windows. While it is set up it takes 2.5 GB, or 9 GB with cuda.</source>
            <translation>cpu : le PyTorch pour le processeur, 1,4 Go sur le disque. cuda : celui pour les cartes graphiques NVIDIA, environ 5,3 Go, sous Linux et Windows. Pendant l'installation, il faut 2,5 Go, ou 9 Go avec cuda.</translation>
        </message>
        <message>
            <source>Folder of wheels (empty = download)</source>
            <translation>Dossier de wheels (vide = télécharger)</translation>
        </message>
        <message>
            <source>For computers without network: a folder with the wheels of all packages, as made by pip download on another computer of the same kind.</source>
            <translation>Pour les ordinateurs sans réseau : un dossier avec les wheels de tous les paquets, fait par pip download sur un autre ordinateur de même type.</translation>
        </message>
        <message>
            <source>More options for pip</source>
            <translation>Autres options pour pip</translation>
        </message>
        <message>
            <source>Options added to pip install, for example another index or a proxy: --proxy proxy.example.org:3128. The proxy of QGIS's own options is used anyway.</source>
            <translation>Options ajoutées à pip install, par exemple un autre index ou un proxy : --proxy proxy.example.org:3128. Le proxy des options de QGIS est utilisé de toute façon.</translation>
        </message>
        <message>
            <source>Make the environment anew</source>
            <translation>Refaire l'environnement</translation>
        </message>
        <message>
            <source>An environment that works is left as it is, and one that does not work is made anew; this makes it anew in any case.</source>
            <translation>Un environnement qui fonctionne est laissé tel quel, et un qui ne fonctionne pas est refait ; ceci le refait dans tous les cas.</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Tous les fichiers (*)</translation>
        </message>
        <message>
            <source>Compute on</source>
            <translation>Calculer sur</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Environnement</translation>
        </message>
        <message>
            <source>The Python interpreter is {} ({}).</source>
            <translation>L'interpréteur Python est {} ({}).</translation>
        </message>
        <message>
            <source>No Python {} to {} that can make environments was found on this computer; install one and name it in PYTHON.</source>
            <translation>Aucun Python {} à {} capable de faire des environnements n'a été trouvé sur cet ordinateur ; installez-en un et nommez-le dans PYTHON.</translation>
        </message>
        <message>
            <source>{} to {}</source>
            <translation>{} à {}</translation>
        </message>
        <message>
            <source>predicted much too high</source>
            <translation>prédit beaucoup trop haut</translation>
        </message>
        <message>
            <source>predicted too high</source>
            <translation>prédit trop haut</translation>
        </message>
        <message>
            <source>about right</source>
            <translation>à peu près juste</translation>
        </message>
        <message>
            <source>predicted too low</source>
            <translation>prédit trop bas</translation>
        </message>
        <message>
            <source>predicted much too low</source>
            <translation>prédit beaucoup trop bas</translation>
        </message>
        <message>
            <source>Residuals of {}: observed - predicted</source>
            <translation>Résidus de {} : observé - prédit</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>à l'extérieur</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>à l'intérieur</translation>
        </message>
        <message>
            <source>Map Document</source>
            <translation>Document de carte</translation>
        </message>
        <message>
            <source>4 Use</source>
            <translation>4 Utiliser</translation>
        </message>
        <message>
            <source>A map to hand on: a print layout and PDF, metadata by ISO 19115, and a table of checks.</source>
            <translation>Une carte à transmettre : mise en page et PDF, métadonnées selon ISO 19115 et un tableau de vérifications.</translation>
        </message>
        <message>
            <source>layout,print,PDF,legend,metadata,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,quality control,report,licence</source>
            <translation>mise en page,impression,PDF,légende,métadonnées,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,contrôle qualité,rapport,licence</translation>
        </message>
        <message>
            <source>The sheet as a template for the layouts of any project; that of the open project has it as a layout.</source>
            <translation>La feuille comme modèle pour les mises en page de tout projet ; celui qui est ouvert l'a comme mise en page.</translation>
        </message>
        <message>
            <source>Metadata by ISO 19115 (ISO/TS 19139), and beside it a QMD file of the same name for QGIS.</source>
            <translation>Métadonnées selon ISO 19115 (ISO/TS 19139), et à côté un fichier QMD du même nom pour QGIS.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with the same pixels, and title, licence and all the rest in it. The map itself is left as it is. Give it the name under which the map is handed on.</source>
            <translation>Un GeoTIFF optimisé pour le nuage avec les mêmes pixels, et titre, licence et tout le reste dedans. La carte elle-même reste telle quelle. Donnez-lui le nom sous lequel la carte est transmise.</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Vérifications</translation>
        </message>
        <message>
            <source>What was checked: pass or fail, found and expected.</source>
            <translation>Ce qui a été vérifié : réussi ou échoué, trouvé et attendu.</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>Fichiers CSV (*.csv)</translation>
        </message>
        <message>
            <source>The map to hand on. Its first band counts.</source>
            <translation>La carte à transmettre. Sa première bande compte.</translation>
        </message>
        <message>
            <source>Of the sheet and in the metadata; empty: soil organic carbon.</source>
            <translation>De la feuille et dans les métadonnées ; vide : carbone organique du sol.</translation>
        </message>
        <message>
            <source>Size of the sheet, and whether it lies or stands.</source>
            <translation>Taille de la feuille, et si elle est couchée ou debout.</translation>
        </message>
        <message>
            <source>A raster of lower limits of the map's prediction intervals.</source>
            <translation>Un raster des limites inférieures des intervalles de prédiction de la carte.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both the width of the intervals is a small map.</source>
            <translation>Un raster de limites supérieures : avec les deux, la largeur des intervalles est une petite carte.</translation>
        </message>
        <message>
            <source>A raster that is 1 where the map may be relied on and 0 where not: another small map.</source>
            <translation>Un raster qui vaut 1 où l'on peut se fier à la carte et 0 où non : une autre petite carte.</translation>
        </message>
        <message>
            <source>Points that are shown on the map.</source>
            <translation>Points montrés sur la carte.</translation>
        </message>
        <message>
            <source>The model that made the map: it knows method, number of samples and covariates.</source>
            <translation>Le modèle qui a fait la carte : il connaît la méthode, le nombre d'échantillons et les covariables.</translation>
        </message>
        <message>
            <source>The metrics of Validate Map or of Cross-Validate; of the latter the rows of the model count.</source>
            <translation>Les mesures de Validate Map ou de Cross-Validate ; de ce dernier, les lignes du modèle comptent.</translation>
        </message>
        <message>
            <source>What the values are of, for example 0-30 cm.</source>
            <translation>À quoi se rapportent les valeurs, par exemple 0-30 cm.</translation>
        </message>
        <message>
            <source>Empty: the one that the file of the map names.</source>
            <translation>Vide : celle que nomme le fichier de la carte.</translation>
        </message>
        <message>
            <source>The years or dates that the map is about, such as 2002-2011.</source>
            <translation>Les années ou dates dont parle la carte, comme 2002-2011.</translation>
        </message>
        <message>
            <source>The organisation or person to ask.</source>
            <translation>L'organisation ou la personne à interroger.</translation>
        </message>
        <message>
            <source>Stands in the metadata only.</source>
            <translation>Figure seulement dans les métadonnées.</translation>
        </message>
        <message>
            <source>Under which the map may be used, such as CC BY 4.0.</source>
            <translation>Sous laquelle la carte peut être utilisée, comme CC BY 4.0.</translation>
        </message>
        <message>
            <source>Of samples and covariates, as they want to be cited.</source>
            <translation>Des échantillons et des covariables, comme ils veulent être cités.</translation>
        </message>
        <message>
            <source>gsnmap: name, projection, resolution, unit and range of a soil organic carbon map of the Global Soil Nutrient Map; gsocseq: name, unit and range of a map of stocks of the Global Soil Organic Carbon Sequestration Potential Map.</source>
            <translation>gsnmap : nom, projection, résolution, unité et plage d'une carte de carbone organique du sol de la Global Soil Nutrient Map ; gsocseq : nom, unité et plage d'une carte de stocks de la Global Soil Organic Carbon Sequestration Potential Map.</translation>
        </message>
        <message>
            <source>Instead of the one that the model gives.</source>
            <translation>Au lieu de celle que donne le modèle.</translation>
        </message>
        <message>
            <source>Instead of the one from the measures.</source>
            <translation>Au lieu de celle des mesures.</translation>
        </message>
        <message>
            <source>As you number your maps.</source>
            <translation>Comme vous numérotez vos cartes.</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>Feuille</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>Fichiers PDF (*.pdf)</translation>
        </message>
        <message>
            <source>The sheet, to print and to send.</source>
            <translation>La feuille, à imprimer et à envoyer.</translation>
        </message>
        <message>
            <source>Layout template</source>
            <translation>Modèle de mise en page</translation>
        </message>
        <message>
            <source>QGIS layout templates (*.qpt)</source>
            <translation>Modèles de mise en page QGIS (*.qpt)</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>Métadonnées</translation>
        </message>
        <message>
            <source>XML files (*.xml)</source>
            <translation>Fichiers XML (*.xml)</translation>
        </message>
        <message>
            <source>Width of the intervals</source>
            <translation>Largeur des intervalles</translation>
        </message>
        <message>
            <source>Upper minus lower limit, where both are given.</source>
            <translation>Limite supérieure moins limite inférieure, là où les deux sont données.</translation>
        </message>
        <message>
            <source>Copy of the map with its metadata</source>
            <translation>Copie de la carte avec ses métadonnées</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Papier</translation>
        </message>
        <message>
            <source>Rules of FAO to check by</source>
            <translation>Règles de la FAO pour vérifier</translation>
        </message>
        <message>
            <source>Metadata for QGIS</source>
            <translation>Métadonnées pour QGIS</translation>
        </message>
        <message>
            <source>Checks passed</source>
            <translation>Vérifications réussies</translation>
        </message>
        <message>
            <source>Checks failed</source>
            <translation>Vérifications échouées</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titre</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Échantillons</translation>
        </message>
        <message>
            <source>Measures of accuracy</source>
            <translation>Mesures d'exactitude</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Profondeur</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unité</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>Période</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>E-mail of the contact</source>
            <translation>Courriel du contact</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licence</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Sources</translation>
        </message>
        <message>
            <source>Sentence on the method</source>
            <translation>Phrase sur la méthode</translation>
        </message>
        <message>
            <source>Sentence on the accuracy</source>
            <translation>Phrase sur l'exactitude</translation>
        </message>
        <message>
            <source>Version of the map</source>
            <translation>Version de la carte</translation>
        </message>
        <message>
            <source>The project has the layout {}: Project &gt; Layouts.</source>
            <translation>Le projet a la mise en page {} : Projet &gt; Mises en page.</translation>
        </message>
        <message>
            <source>Where to Sample</source>
            <translation>Où échantillonner</translation>
        </message>
        <message>
            <source>Proposes places for new samples: for a better map, or to judge a map without bias.</source>
            <translation>Propose des lieux pour de nouveaux échantillons : pour une meilleure carte, ou pour juger une carte sans biais.</translation>
        </message>
        <message>
            <source>sampling design,sample,points,latin hypercube,k-means,coverage,stratified,random,validation,field campaign</source>
            <translation>plan d'échantillonnage,échantillon,points,hypercube latin,k-moyennes,couverture,stratifié,aléatoire,validation,campagne de terrain</translation>
        </message>
        <message>
            <source>A map of the places, and what they change, for reading.</source>
            <translation>Une carte des lieux, et ce qu'ils changent, à lire.</translation>
        </message>
        <message>
            <source>Sampling report</source>
            <translation>Rapport d'échantillonnage</translation>
        </message>
        <message>
            <source>Rasters by which places are compared, and which say where samples can be: a place has to have a value in all of them. Bands of one variable and several years count as their mean. To judge a map, give the map itself.</source>
            <translation>Rasters par lesquels les lieux sont comparés et qui disent où des échantillons sont possibles : un lieu doit avoir une valeur dans tous. Les bandes d'une variable et de plusieurs années comptent pour leur moyenne. Pour juger une carte, donnez la carte elle-même.</translation>
        </message>
        <message>
            <source>A model whose covariates are taken, from the files that its dataset was built of.</source>
            <translation>Un modèle dont les covariables sont prises, dans les fichiers dont son jeu de données a été construit.</translation>
        </message>
        <message>
            <source>Points that are sampled already, in any CRS: new ones for a better map go where these are not.</source>
            <translation>Points déjà échantillonnés, dans n'importe quel SCR : les nouveaux pour une meilleure carte vont où ceux-ci ne sont pas.</translation>
        </message>
        <message>
            <source>Polygons in which samples can be taken. Selection and filter are honoured.</source>
            <translation>Polygones où l'on peut échantillonner. Sélection et filtre sont respectés.</translation>
        </message>
        <message>
            <source>How many places are proposed.</source>
            <translation>Combien de lieux sont proposés.</translation>
        </message>
        <message>
            <source>For a better map - coverage: spread over all that the covariates have, given the samples there are; latin: so that every covariate is sampled in all of its range (conditioned Latin hypercube); dissimilarity: where the covariates are least like those of any sample. For an honest verdict - random: every place with the same chance; stratified: at random in compact strata, mostly the best.</source>
            <translation>Pour une meilleure carte - coverage : répartis sur tout ce qu'ont les covariables, compte tenu des échantillons existants ; latin : de sorte que chaque covariable soit échantillonnée dans toute son étendue (hypercube latin conditionné) ; dissimilarity : où les covariables ressemblent le moins à celles d'un échantillon. Pour un verdict honnête - random : chaque lieu avec la même chance ; stratified : au hasard dans des strates compactes, le plus souvent le meilleur choix.</translation>
        </message>
        <message>
            <source>A raster of what it costs to get to a place, such as hours from a road: cheap places are preferred among similar ones. Not with random and stratified.</source>
            <translation>Un raster de ce qu'il en coûte d'aller à un lieu, comme les heures depuis une route : parmi des lieux semblables, les moins chers sont préférés. Pas avec random ni stratified.</translation>
        </message>
        <message>
            <source>A raster such as the width of the map's intervals: with dissimilarity, places with large values are preferred. Not with random and stratified.</source>
            <translation>Un raster comme la largeur des intervalles de la carte : avec dissimilarity, les lieux de grandes valeurs sont préférés. Pas avec random ni stratified.</translation>
        </message>
        <message>
            <source>Between places, and to the samples that there are. Not with random and stratified.</source>
            <translation>Entre les lieux, et jusqu'aux échantillons existants. Pas avec random ni stratified.</translation>
        </message>
        <message>
            <source>With random and stratified: so many more, which replace places that cannot be reached.</source>
            <translation>Avec random et stratified : autant de plus, qui remplacent des lieux inaccessibles.</translation>
        </message>
        <message>
            <source>The same seed and data give the same places.</source>
            <translation>La même graine et les mêmes données donnent les mêmes lieux.</translation>
        </message>
        <message>
            <source>Proposed samples</source>
            <translation>Échantillons proposés</translation>
        </message>
        <message>
            <source>Points in the order of use; of random and stratified ones with stratum and probability.</source>
            <translation>Points dans l'ordre d'usage ; ceux de random et stratified avec strate et probabilité.</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>Lieux</translation>
        </message>
        <message>
            <source>Least distance (m)</source>
            <translation>Distance minimale (m)</translation>
        </message>
        <message>
            <source>Places in reserve</source>
            <translation>Lieux en réserve</translation>
        </message>
        <message>
            <source>Covariates (empty = those of the model)</source>
            <translation>Covariables (vide = celles du modèle)</translation>
        </message>
        <message>
            <source>Samples that there are</source>
            <translation>Échantillons existants</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Coût</translation>
        </message>
        <message>
            <source>Uncertainty</source>
            <translation>Incertitude</translation>
        </message>
        <message>
            <source>Values: {} to {}, mean {}</source>
            <translation>Valeurs : {} à {}, moyenne {}</translation>
        </message>
        <message>
            <source>Accuracy: not known.</source>
            <translation>Exactitude : inconnue.</translation>
        </message>
        <message>
            <source>Width of the prediction interval</source>
            <translation>Largeur de l'intervalle de prédiction</translation>
        </message>
        <message>
            <source>Coordinate reference system: {}</source>
            <translation>Système de coordonnées de référence : {}</translation>
        </message>
        <message>
            <source>Version: {}; made with {}</source>
            <translation>Version : {} ; fait avec {}</translation>
        </message>
        <message>
            <source>{} % of it in the area of applicability, outside of which it is not to be relied on</source>
            <translation>{} % en sont dans le domaine d'applicabilité, hors duquel on ne peut s'y fier</translation>
        </message>
        <message>
            <source>Method: {}</source>
            <translation>Méthode : {}</translation>
        </message>
        <message>
            <source>Accuracy: {}</source>
            <translation>Exactitude : {}</translation>
        </message>
        <message>
            <source>Sources: {}</source>
            <translation>Sources : {}</translation>
        </message>
        <message>
            <source>Contact: {}</source>
            <translation>Contact : {}</translation>
        </message>
        <message>
            <source>Licence: {}</source>
            <translation>Licence : {}</translation>
        </message>
        <message>
            <source>mean width of the intervals {}</source>
            <translation>largeur moyenne des intervalles {}</translation>
        </message>
        <message>
            <source>SOC Stock Map</source>
            <translation>Carte du stock de COS</translation>
        </message>
        <message>
            <source>Turns maps of concentration, bulk density and coarse fragments into a map in t/ha with its error.</source>
            <translation>Convertit des cartes de teneur, densité apparente et éléments grossiers en une carte en t/ha avec son erreur.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,raster calculator,GSOCmap,uncertainty</source>
            <translation>stock de carbone,t/ha,densité apparente,pédotransfert,éléments grossiers,cailloux,calculatrice raster,GSOCmap,incertitude</translation>
        </message>
        <message>
            <source>The map of the concentration in the fine earth; the stocks have its pixels, onto which the other rasters are read.</source>
            <translation>La carte de la teneur dans la terre fine ; les stocks ont ses pixels, sur lesquels les autres rasters sont lus.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A pixel without a value has no stock.</source>
            <translation>Ce qui dépasse 2 mm. Vide : rien. Un pixel sans valeur n'a pas de stock.</translation>
        </message>
        <message>
            <source>Of the layer of soil that the maps are about, 30 for 0 to 30 cm.</source>
            <translation>De la couche de sol dont parlent les cartes, 30 pour 0 à 30 cm.</translation>
        </message>
        <message>
            <source>none: pixels without a density have no stock. own: the function below. The others are published ones; SOC Stock says which is the best on your measured densities, and with which error.</source>
            <translation>none : les pixels sans densité n'ont pas de stock. own : la fonction ci-dessous. Les autres sont publiées ; SOC Stock dit laquelle est la meilleure sur vos densités mesurées, et avec quelle erreur.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster: both limits together say how large the errors of the map are.</source>
            <translation>Celle de Predict SOC Raster : les deux limites ensemble disent la taille des erreurs de la carte.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster.</source>
            <translation>Celle de Predict SOC Raster.</translation>
        </message>
        <message>
            <source>What part of new samples the limits are made to hold. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Quelle part de nouveaux échantillons les limites doivent contenir. 0 : comme le disent les fichiers de Predict SOC Raster, et 0.9 pour des limites qui ne disent rien.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. The help of SOC Stock has the other forms.</source>
            <translation>Une forme et ses coefficients, o étant le pour cent de matière organique : linear 1.62 -0.06 est 1.62 - 0.06 o. L'aide de SOC Stock a les autres formes.</translation>
        </message>
        <message>
            <source>As a standard deviation; SOC Stock finds it on your measured densities.</source>
            <translation>Comme écart type ; SOC Stock la trouve sur vos densités mesurées.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of errors.</source>
            <translation>Au lieu de limites : un raster d'erreurs.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of bulk density; empty: none is known.</source>
            <translation>Un raster d'erreurs de la carte de densité apparente ; vide : aucune n'est connue.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of coarse fragments; empty: none is known.</source>
            <translation>Un raster d'erreurs de la carte d'éléments grossiers ; vide : aucune n'est connue.</translation>
        </message>
        <message>
            <source>One number for all pixels; 0: the thickness is exact.</source>
            <translation>Un nombre pour tous les pixels ; 0 : l'épaisseur est exacte.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals.</source>
            <translation>stddev : écarts types. half_90 : la moitié d'intervalles à 90 %.</translation>
        </message>
        <message>
            <source>SOC stock</source>
            <translation>Stock de COS</translation>
        </message>
        <message>
            <source>The map in t/ha, a cloud-optimised GeoTIFF.</source>
            <translation>La carte en t/ha, un GeoTIFF optimisé pour le nuage.</translation>
        </message>
        <message>
            <source>Standard deviation of the SOC stock</source>
            <translation>Écart type du stock de COS</translation>
        </message>
        <message>
            <source>From the errors of the parts, of which one at least has to be given or estimated.</source>
            <translation>À partir des erreurs des parties, dont une au moins doit être donnée ou estimée.</translation>
        </message>
        <message>
            <source>Error of estimated bulk densities (g/cm3)</source>
            <translation>Erreur des densités apparentes estimées (g/cm3)</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon (g/kg)</source>
            <translation>Limite inférieure du carbone organique du sol (g/kg)</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon (g/kg)</source>
            <translation>Limite supérieure du carbone organique du sol (g/kg)</translation>
        </message>
        <message>
            <source>Error of the bulk density (g/cm3)</source>
            <translation>Erreur de la densité apparente (g/cm3)</translation>
        </message>
        <message>
            <source>Totals by Area</source>
            <translation>Totaux par zone</translation>
        </message>
        <message>
            <source>Means and totals of a map for districts or fields, with intervals that know errors to be alike nearby.</source>
            <translation>Moyennes et totaux d'une carte pour des districts ou des champs, avec des intervalles qui savent que les erreurs voisines se ressemblent.</translation>
        </message>
        <message>
            <source>zonal statistics,total,stock,sum,mean,district,polygon,uncertainty,interval,correlogram,carbon stock,t/ha</source>
            <translation>statistiques zonales,total,stock,somme,moyenne,district,polygone,incertitude,intervalle,corrélogramme,stock de carbone,t/ha</translation>
        </message>
        <message>
            <source>Means and totals with intervals, and why these are as wide as they are.</source>
            <translation>Moyennes et totaux avec leurs intervalles, et pourquoi ceux-ci sont si larges.</translation>
        </message>
        <message>
            <source>Report of totals</source>
            <translation>Rapport des totaux</translation>
        </message>
        <message>
            <source>Polygons such as districts, catchments or fields, in any CRS; they may overlap. Selection and filter are honoured.</source>
            <translation>Polygones comme des districts, des bassins versants ou des champs, dans n'importe quel SCR ; ils peuvent se recouvrir. Sélection et filtre sont respectés.</translation>
        </message>
        <message>
            <source>What areas are called in the report; empty: by the number of the feature.</source>
            <translation>Comment les zones s'appellent dans le rapport ; vide : par le numéro de l'entité.</translation>
        </message>
        <message>
            <source>The raster to be added up. Of a stock in t/ha the totals are tonnes.</source>
            <translation>Le raster à additionner. D'un stock en t/ha, les totaux sont des tonnes.</translation>
        </message>
        <message>
            <source>A raster of upper limits; both together say how large errors are.</source>
            <translation>Un raster des limites supérieures ; les deux ensemble disent quelle est la taille des erreurs.</translation>
        </message>
        <message>
            <source>The predictions of Cross-Validate or the residuals of Validate Map. They say how alike errors are at a distance, without which an interval of a total is far too narrow; alone they also say how large errors are.</source>
            <translation>Les prédictions de « Validation croisée » ou les résidus de « Valider une carte ». Ils disent combien les erreurs se ressemblent à une distance, sans quoi l'intervalle d'un total est bien trop étroit ; seuls, ils disent aussi quelle est la taille des erreurs.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of standard deviations of the map's errors, such as that of SOC Stock Map. The disagreement of an ensemble is only a small part of them.</source>
            <translation>Au lieu de limites : un raster d'écarts types des erreurs de la carte, comme celui de SOC Stock Map. Le désaccord d'un ensemble n'en est qu'une petite partie.</translation>
        </message>
        <message>
            <source>Empty: the first field whose name ends in _residual. Choose that of the model that made the map.</source>
            <translation>Vide : le premier champ dont le nom finit par _residual. Choisissez celui du modèle qui a fait la carte.</translation>
        </message>
        <message>
            <source>For comparison with other programs only: it makes the intervals far too narrow.</source>
            <translation>Pour comparer avec d'autres programmes seulement : cela rend les intervalles bien trop étroits.</translation>
        </message>
        <message>
            <source>What part of the observations the limits of the map promise to hold, 0.9 for 90 %; the intervals of means and totals are made to the same share.</source>
            <translation>Quelle part des observations les limites de la carte promettent de contenir, 0.9 pour 90 % ; les intervalles des moyennes et des totaux valent pour la même part.</translation>
        </message>
        <message>
            <source>Totals</source>
            <translation>Totaux</translation>
        </message>
        <message>
            <source>The areas with hectares, share without values, and mean and total with their limits.</source>
            <translation>Les zones avec hectares, part sans valeurs, et moyenne et total avec leurs limites.</translation>
        </message>
        <message>
            <source>Share that the limits hold</source>
            <translation>Part que contiennent les limites</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>Zones à évaluer</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Écart type</translation>
        </message>
        <message>
            <source>Field of the residual (empty = the first)</source>
            <translation>Champ du résidu (vide = le premier)</translation>
        </message>
        <message>
            <source>Take nearby errors as unrelated</source>
            <translation>Erreurs voisines indépendantes</translation>
        </message>
        <message>
            <source>About SOC Map</source>
            <translation>À propos de SOC Map</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Copier le diagnostic</translation>
        </message>
        <message>
            <source>Set Up Python Environment…</source>
            <translation>Installer l'environnement Python…</translation>
        </message>
        <message>
            <source>Quick Start</source>
            <translation>Démarrage rapide</translation>
        </message>
        <message>
            <source>Open the Demo</source>
            <translation>Ouvrir la démonstration</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Aide</translation>
        </message>
        <message>
            <source>About SOC Map…</source>
            <translation>À propos de SOC Map…</translation>
        </message>
        <message>
            <source>SOC Map {}: soil organic carbon from samples, static patches and temporal sequences.</source>
            <translation>SOC Map {} : carbone organique du sol à partir d'échantillons, de patchs statiques et de séquences temporelles.</translation>
        </message>
        <message>
            <source>The Python environment in {} stays when the plugin is uninstalled; run Remove Python Environment before, or remove the folder.</source>
            <translation>L'environnement Python dans {} reste quand l'extension est désinstallée ; lancez avant « Supprimer l'environnement Python », ou supprimez le dossier.</translation>
        </message>
        <message>
            <source>The demo cannot be copied ({}); free space there or correct its permissions.</source>
            <translation>La démonstration ne peut pas être copiée ({}) ; libérez de la place à cet endroit ou corrigez ses droits.</translation>
        </message>
        <message>
            <source>Jobs cancelled because the plugin was switched off or replaced: {}.</source>
            <translation>Tâches annulées parce que l'extension a été désactivée ou remplacée : {}.</translation>
        </message>
        <message>
            <source>SOC Map: soil organic carbon mapping</source>
            <translation>SOC Map : cartographie du carbone organique du sol</translation>
        </message>
        <message>
            <source>Worker's Python interpreter</source>
            <translation>Interpréteur Python du processus de calcul</translation>
        </message>
        <message>
            <source>Leave blank for the environment of Set Up Python Environment</source>
            <translation>Laisser vide pour l'environnement de « Installer l'environnement Python »</translation>
        </message>
        <message>
            <source>The graphical model {} cannot be read; reinstall the plugin.</source>
            <translation>Le modèle graphique {} ne peut pas être lu ; réinstallez l'extension.</translation>
        </message>
        <message>
            <source>next</source>
            <translation>ensuite</translation>
        </message>
        <message>
            <source>if you need it</source>
            <translation>si besoin</translation>
        </message>
        <message>
            <source>later</source>
            <translation>plus tard</translation>
        </message>
        <message>
            <source>SOC Map: quick start</source>
            <translation>SOC Map : démarrage rapide</translation>
        </message>
        <message>
            <source>Steps of the work</source>
            <translation>Étapes du travail</translation>
        </message>
        <message>
            <source>Open the dialog</source>
            <translation>Ouvrir la boîte de dialogue</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fait</translation>
        </message>
    </context>
</TS>

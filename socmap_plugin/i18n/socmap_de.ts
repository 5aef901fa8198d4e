<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>SocMap</name>
        <message>
            <source>soil,carbon,organic carbon,SOC,digital soil mapping</source>
            <translation>Boden,Kohlenstoff,organischer Kohlenstoff,SOC,digitale Bodenkartierung</translation>
        </message>
        <message>
            <source>Other names for the layers, in the order of {}: one a layer, empty where a layer keeps its own. For layers that a graphical model computes, which are all called OUTPUT. Steps count as in the names of files: greenup_2002.</source>
            <translation>Andere Namen für die Layer, in der Reihenfolge von {}: einer je Layer, leer, wo ein Layer seinen eigenen behält. Für Layer, die ein grafisches Modell berechnet und die alle OUTPUT heißen. Zeitschritte zählen wie in Dateinamen: greenup_2002.</translation>
        </message>
        <message>
            <source>Names of the covariates, by position</source>
            <translation>Namen der Kovariaten, nach Position</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Compare Maps</source>
            <translation>Karten vergleichen</translation>
        </message>
        <message>
            <source>3 Map</source>
            <translation>3 Karte</translation>
        </message>
        <message>
            <source>Says how much two or more maps differ, where, and whether by more than their limits allow.</source>
            <translation>Sagt, wie sehr und wo sich zwei oder mehr Karten unterscheiden, und ob um mehr, als ihre Grenzen zulassen.</translation>
        </message>
        <message>
            <source>difference,comparison,change,models,scatter,density,zonal statistics,intervals,overlap,concordance</source>
            <translation>Unterschied,Vergleich,Änderung,Modelle,Streuung,Dichte,zonale Statistik,Intervalle,Überlappung,Konkordanz</translation>
        </message>
        <message>
            <source>Map minus first map, a band for each map after the first; blue where the map is higher, red where not.</source>
            <translation>Karte minus erste Karte, ein Band für jede Karte nach der ersten; blau, wo die Karte höher ist, rot, wo nicht.</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>A row for each map and zone, as CSV.</source>
            <translation>Eine Zeile für jede Karte und Zone, als CSV.</translation>
        </message>
        <message>
            <source>Distributions, densities and numbers of the differences, for reading.</source>
            <translation>Verteilungen, Dichten und Zahlen der Unterschiede, zum Lesen.</translation>
        </message>
        <message>
            <source>Comparison report</source>
            <translation>Vergleichsbericht</translation>
        </message>
        <message>
            <source>Two or more rasters of one thing in one unit. All are compared with the first of the list, and read onto its pixels.</source>
            <translation>Zwei oder mehr Raster derselben Größe in derselben Einheit. Alle werden mit dem ersten der Liste verglichen und auf dessen Pixel gelesen.</translation>
        </message>
        <message>
            <source>Rasters of the lower limits of all maps, in the order of the maps; none are needed.</source>
            <translation>Raster der unteren Grenzen aller Karten, in der Reihenfolge der Karten; es braucht keine.</translation>
        </message>
        <message>
            <source>Rasters of the upper limits, in the same order: with both it is counted where the intervals of two maps do not overlap.</source>
            <translation>Raster der oberen Grenzen, in derselben Reihenfolge: mit beiden wird gezählt, wo sich die Intervalle zweier Karten nicht überlappen.</translation>
        </message>
        <message>
            <source>Polygons, such as districts or kinds of land use, for which the numbers are given as well.</source>
            <translation>Polygone, etwa Bezirke oder Arten der Landnutzung, für die die Zahlen ebenfalls angegeben werden.</translation>
        </message>
        <message>
            <source>What zones are called; empty: by the number of the feature.</source>
            <translation>Wie die Zonen heißen; leer: nach der Nummer des Objekts.</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Unterschied</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>Karten</translation>
        </message>
        <message>
            <source>Lower limits</source>
            <translation>Untere Grenzen</translation>
        </message>
        <message>
            <source>Upper limits</source>
            <translation>Obere Grenzen</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>Zonen</translation>
        </message>
        <message>
            <source>Field of the name</source>
            <translation>Feld des Namens</translation>
        </message>
        <message>
            <source>Width of the {} % interval in % of the prediction</source>
            <translation>Breite des {}-%-Intervalls in % der Vorhersage</translation>
        </message>
        <message>
            <source>So many new samples would lie between the lower and the upper limit: 0.9 for nine of ten.</source>
            <translation>So viele neue Proben lägen zwischen unterer und oberer Grenze: 0.9 für neun von zehn.</translation>
        </message>
        <message>
            <source>Share of observations within the limits</source>
            <translation>Anteil der Beobachtungen innerhalb der Grenzen</translation>
        </message>
        <message>
            <source>The lower end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>Das untere Ende des Intervalls, in dem eine neue Probe liegt, kalibriert an zurückgehaltenen Proben.</translation>
        </message>
        <message>
            <source>The upper end of the interval in which a new sample lies, calibrated on samples that were kept back.</source>
            <translation>Das obere Ende des Intervalls, in dem eine neue Probe liegt, kalibriert an zurückgehaltenen Proben.</translation>
        </message>
        <message>
            <source>The standard deviation of the members of the ensemble, in the unit of the target: where they differ. It is much smaller than the error of the map; for that take the limits.</source>
            <translation>Die Standardabweichung der Mitglieder des Ensembles, in der Einheit der Zielgröße: wo sie sich uneins sind. Sie ist viel kleiner als der Fehler der Karte; für diesen nehmen Sie die Grenzen.</translation>
        </message>
        <message>
            <source>How far a pixel's covariates are from those of the most similar sample; 1 is the mean distance of two samples. Covariates count as much as they matter to the model.</source>
            <translation>Wie weit die Kovariaten eines Pixels von denen der ähnlichsten Probe entfernt sind; 1 ist der mittlere Abstand zweier Proben. Kovariaten zählen so viel, wie sie dem Modell bedeuten.</translation>
        </message>
        <message>
            <source>How many samples are more similar to a pixel than the limit of the area of applicability.</source>
            <translation>Wie viele Proben einem Pixel ähnlicher sind als die Grenze des Anwendbarkeitsbereichs.</translation>
        </message>
        <message>
            <source>1 where a pixel is as similar to the samples as they are to each other, 0 where it is not and where neither the map nor its limits can be relied on.</source>
            <translation>1, wo ein Pixel den Proben so ähnlich ist wie diese einander, 0, wo nicht und wo weder auf die Karte noch auf ihre Grenzen Verlass ist.</translation>
        </message>
        <message>
            <source>Outside: unlike all samples, do not rely on the map here</source>
            <translation>Außerhalb: allen Proben unähnlich, hier ist auf die Karte kein Verlass</translation>
        </message>
        <message>
            <source>Inside: similar to the samples</source>
            <translation>Innerhalb: den Proben ähnlich</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon</source>
            <translation>Untere Grenze des organischen Bodenkohlenstoffs</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon</source>
            <translation>Obere Grenze des organischen Bodenkohlenstoffs</translation>
        </message>
        <message>
            <source>Disagreement of the ensemble</source>
            <translation>Uneinigkeit des Ensembles</translation>
        </message>
        <message>
            <source>Dissimilarity from the samples</source>
            <translation>Unähnlichkeit zu den Proben</translation>
        </message>
        <message>
            <source>Number of similar samples</source>
            <translation>Anzahl ähnlicher Proben</translation>
        </message>
        <message>
            <source>Area of applicability</source>
            <translation>Anwendbarkeitsbereich</translation>
        </message>
        <message>
            <source>Map Every Group</source>
            <translation>Alle Gruppen kartieren</translation>
        </message>
        <message>
            <source>Trains and maps CNN-LSTM and random forest with every group of covariates, side by side in one picture.</source>
            <translation>Trainiert und kartiert CNN-LSTM und Random Forest mit jeder Gruppe von Kovariaten, nebeneinander in einem Bild.</translation>
        </message>
        <message>
            <source>figure 9,compare,groups,categories,CNN,LSTM,random forest,maps,paper,phenology</source>
            <translation>Abbildung 9,vergleichen,Gruppen,Kategorien,CNN,LSTM,Random Forest,Karten,Artikel,Phänologie</translation>
        </message>
        <message>
            <source>Memory (MB)</source>
            <translation>Arbeitsspeicher (MB)</translation>
        </message>
        <message>
            <source>Folder of maps</source>
            <translation>Ordner der Karten</translation>
        </message>
        <message>
            <source>A GeoTIFF for each model and group, such as cnnlstm_1 and forest_4, numbered in the order of the groups.</source>
            <translation>Ein GeoTIFF für jedes Modell und jede Gruppe, etwa cnnlstm_1 und forest_4, nummeriert in der Reihenfolge der Gruppen.</translation>
        </message>
        <message>
            <source>The picture, the groups, and a table of all maps.</source>
            <translation>Das Bild, die Gruppen und eine Tabelle aller Karten.</translation>
        </message>
        <message>
            <source>Report of all maps</source>
            <translation>Bericht über alle Karten</translation>
        </message>
        <message>
            <source>What is mapped: the ensemble of networks, the random forest, or both.</source>
            <translation>Was kartiert wird: das Ensemble der Netze, der Random Forest oder beide.</translation>
        </message>
        <message>
            <source>Sets of categories, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow; there are two to four.</source>
            <translation>Mengen von Kategorien, zum Beispiel: climate,terrain; climate,terrain,phenology. Leer: jede Gruppe aus Tabelle 4 des Artikels, die die Kategorien des Datensatzes erlauben; das sind zwei bis vier.</translation>
        </message>
        <message>
            <source>The rectangle that is mapped, in any CRS; it is widened to whole pixels.</source>
            <translation>Das Rechteck, das kartiert wird, in beliebigem KBS; es wird auf ganze Pixel erweitert.</translation>
        </message>
        <message>
            <source>Polygons; pixels whose centre is outside are left empty. Selection and filter are honoured.</source>
            <translation>Polygone; Pixel, deren Mitte außerhalb liegt, bleiben leer. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>How much memory the windows of the map may take; less is slower, not worse.</source>
            <translation>Wie viel Arbeitsspeicher die Fenster der Karte belegen dürfen; weniger ist langsamer, nicht schlechter.</translation>
        </message>
        <message>
            <source>Picture of all maps</source>
            <translation>Bild aller Karten</translation>
        </message>
        <message>
            <source>PNG files (*.png)</source>
            <translation>PNG-Dateien (*.png)</translation>
        </message>
        <message>
            <source>All maps beside each other with one ramp.</source>
            <translation>Alle Karten nebeneinander mit einem Farbverlauf.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Groups of covariates (empty = those of the paper)</source>
            <translation>Gruppen von Kovariaten (leer = die der Veröffentlichung)</translation>
        </message>
        <message>
            <source>Extent (empty = all of the reference grid)</source>
            <translation>Ausdehnung (leer = das ganze Referenzgitter)</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <source>Polygons of what the area of applicability leaves out, drawn as a hatch above the map. Of a map of more than 250,000 pixels they follow cells that lie outside by half or more. They need the area of applicability.</source>
            <translation>Polygone dessen, was der Anwendbarkeitsbereich auslässt, als Schraffur über der Karte. Bei einer Karte von mehr als 250.000 Pixeln folgen sie Zellen, die zur Hälfte oder mehr außerhalb liegen. Sie brauchen den Anwendbarkeitsbereich.</translation>
        </message>
        <message>
            <source>Outside the area of applicability, hatched</source>
            <translation>Außerhalb des Anwendbarkeitsbereichs, schraffiert</translation>
        </message>
        <message>
            <source>Predict SOC Raster</source>
            <translation>SOC-Raster vorhersagen</translation>
        </message>
        <message>
            <source>Maps soil organic carbon with a trained model, between which limits it lies, and where that holds.</source>
            <translation>Kartiert organischen Bodenkohlenstoff mit einem trainierten Modell, zwischen welchen Grenzen er liegt und wo das gilt.</translation>
        </message>
        <message>
            <source>predict,map,raster,soil map,uncertainty,prediction interval,area of applicability,random forest,CNN,LSTM</source>
            <translation>vorhersagen,Karte,Raster,Bodenkarte,Unsicherheit,Vorhersageintervall,Anwendbarkeitsbereich,Random Forest,CNN,LSTM</translation>
        </message>
        <message>
            <source>Colours of the map</source>
            <translation>Farben der Karte</translation>
        </message>
        <message>
            <source>Share of the map outside the area of applicability (%)</source>
            <translation>Anteil der Karte außerhalb des Anwendbarkeitsbereichs (%)</translation>
        </message>
        <message>
            <source>Soil organic carbon</source>
            <translation>Organischer Bodenkohlenstoff</translation>
        </message>
        <message>
            <source>A model file made by Train CNN-LSTM or Train Random Forest.</source>
            <translation>Eine Modelldatei von „CNN-LSTM trainieren“ oder „Random Forest trainieren“.</translation>
        </message>
        <message>
            <source>Static and temporal rasters together, matched by name and step with those the model was trained on. Empty: the files that were read when the dataset was built.</source>
            <translation>Statische und zeitliche Raster zusammen, nach Name und Zeitschritt denen zugeordnet, mit denen das Modell trainiert wurde. Leer: die Dateien, die beim Erstellen des Datensatzes gelesen wurden.</translation>
        </message>
        <message>
            <source>continuous: a ramp over nearly all values. quantiles: classes of as many pixels each. equal_intervals: classes of the same width.</source>
            <translation>continuous: ein Verlauf über fast alle Werte. quantiles: Klassen mit je gleich vielen Pixeln. equal_intervals: Klassen gleicher Breite.</translation>
        </message>
        <message>
            <source>Colours as those of another map</source>
            <translation>Farben wie die einer anderen Karte</translation>
        </message>
        <message>
            <source>A map of the project whose look is taken over, so that both can be compared.</source>
            <translation>Eine Karte des Projekts, deren Aussehen übernommen wird, damit sich beide vergleichen lassen.</translation>
        </message>
        <message>
            <source>The map, a cloud-optimised GeoTIFF in the unit of the target.</source>
            <translation>Die Karte, ein Cloud-optimiertes GeoTIFF in der Einheit der Zielgröße.</translation>
        </message>
        <message>
            <source>Minimum</source>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>First quartile</source>
            <translation>Erstes Quartil</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Median</translation>
        </message>
        <message>
            <source>Third quartile</source>
            <translation>Drittes Quartil</translation>
        </message>
        <message>
            <source>Maximum</source>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>Share of the pixels that are mapped (%)</source>
            <translation>Anteil der kartierten Pixel (%)</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Covariates (empty = the files of the dataset)</source>
            <translation>Kovariaten (leer = die Dateien des Datensatzes)</translation>
        </message>
        <message>
            <source>SOC Map models (*.socmodel)</source>
            <translation>SOC-Map-Modelle (*.socmodel)</translation>
        </message>
        <message>
            <source>Validate Map</source>
            <translation>Karte validieren</translation>
        </message>
        <message>
            <source>Says how good any map is, with points that it was not made with and what their selection allows to say.</source>
            <translation>Sagt, wie gut irgendeine Karte ist, mit Punkten, aus denen sie nicht entstand, und was deren Auswahl zu sagen erlaubt.</translation>
        </message>
        <message>
            <source>validation,accuracy,independent,error,RMSE,R2,bias,design-based,random sample,stratified,coverage,residuals</source>
            <translation>Validierung,Genauigkeit,unabhängig,Fehler,RMSE,R2,Bias,designbasiert,Zufallsstichprobe,geschichtet,Abdeckung,Residuen</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Maßzahlen</translation>
        </message>
        <message>
            <source>Every measure with its standard error and 95 % interval, as CSV.</source>
            <translation>Jedes Maß mit Standardfehler und 95-%-Intervall, als CSV.</translation>
        </message>
        <message>
            <source>How good the map is, with intervals, for reading.</source>
            <translation>Wie gut die Karte ist, mit Intervallen, zum Lesen.</translation>
        </message>
        <message>
            <source>Map validation report</source>
            <translation>Bericht der Kartenvalidierung</translation>
        </message>
        <message>
            <source>The raster to be judged, made with SOC Map or anything else. Its first band counts.</source>
            <translation>Das Raster, das beurteilt wird, mit SOC Map oder anders gemacht. Es zählt das erste Band.</translation>
        </message>
        <message>
            <source>A raster of lower limits of prediction intervals, where there is one.</source>
            <translation>Ein Raster der unteren Grenzen von Vorhersageintervallen, wo es eines gibt.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both it is counted how many observations lie between them.</source>
            <translation>Ein Raster der oberen Grenzen: mit beiden wird gezählt, wie viele Beobachtungen dazwischen liegen.</translation>
        </message>
        <message>
            <source>Points that had no part in making the map, in any CRS. Selection and filter are honoured.</source>
            <translation>Punkte, die an der Karte keinen Anteil hatten, in beliebigem KBS. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>A field or an expression that gives the observed value in the unit of the map, such as "organic_matter" / 1.724.</source>
            <translation>Ein Feld oder ein Ausdruck, der den beobachteten Wert in der Einheit der Karte ergibt, etwa "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>none: not a probability sample, or not known. simple: at random, every place of the map with the same chance. stratified: at random within strata, such as soil map units. probability: at random with chances that differ and are known.</source>
            <translation>none: keine Zufallsstichprobe, oder unbekannt. simple: zufällig, jeder Ort der Karte mit gleicher Chance. stratified: zufällig innerhalb von Schichten, etwa Einheiten der Bodenkarte. probability: zufällig mit Chancen, die sich unterscheiden und bekannt sind.</translation>
        </message>
        <message>
            <source>For the design stratified: the stratum that a point was drawn for.</source>
            <translation>Beim Design stratified: die Schicht, für die ein Punkt gezogen wurde.</translation>
        </message>
        <message>
            <source>For the design stratified: the polygons of the strata, with a field of the same name as that of the points. A stratum counts by its area on the ellipsoid.</source>
            <translation>Beim Design stratified: die Polygone der Schichten, mit einem Feld desselben Namens wie das der Punkte. Eine Schicht zählt nach ihrer Fläche auf dem Ellipsoid.</translation>
        </message>
        <message>
            <source>For the design probability: the chance of each point, up to a common factor. For the design stratified the areas of the strata follow from it, as in the points that Where to Sample proposes.</source>
            <translation>Beim Design probability: die Chance jedes Punktes, bis auf einen gemeinsamen Faktor. Beim Design stratified folgen daraus die Flächen der Schichten, wie bei den Punkten, die „Wo beproben“ vorschlägt.</translation>
        </message>
        <message>
            <source>Areas of the strata</source>
            <translation>Flächen der Schichten</translation>
        </message>
        <message>
            <source>Instead of a layer of the strata: their areas in any one unit, or their numbers of pixels, written as clay = 120; sand = 80.</source>
            <translation>Statt eines Layers der Schichten: ihre Flächen in irgendeiner Einheit oder ihre Pixelzahlen, geschrieben als clay = 120; sand = 80.</translation>
        </message>
        <message>
            <source>What part of the observations the limits are made to hold, by which they are judged. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Welcher Teil der Beobachtungen in den Grenzen liegen soll; danach werden sie beurteilt. 0: wie es die Dateien von Predict SOC Raster sagen, und 0.9 für Grenzen, die nichts sagen.</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>Residuen</translation>
        </message>
        <message>
            <source>The points with what was observed, what the map says, and the rest.</source>
            <translation>Die Punkte mit dem, was beobachtet wurde, was die Karte sagt, und der Differenz.</translation>
        </message>
        <message>
            <source>How the points were selected</source>
            <translation>Wie die Punkte ausgewählt wurden</translation>
        </message>
        <message>
            <source>Share that the limits promise (0 = as their files say)</source>
            <translation>Anteil, den die Grenzen versprechen (0 = wie ihre Dateien sagen)</translation>
        </message>
        <message>
            <source>RMSE of the map</source>
            <translation>RMSE der Karte</translation>
        </message>
        <message>
            <source>R2 of the map</source>
            <translation>R2 der Karte</translation>
        </message>
        <message>
            <source>Bias of the map</source>
            <translation>Bias der Karte</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Lower limit</source>
            <translation>Untere Grenze</translation>
        </message>
        <message>
            <source>Upper limit</source>
            <translation>Obere Grenze</translation>
        </message>
        <message>
            <source>Independent points</source>
            <translation>Unabhängige Punkte</translation>
        </message>
        <message>
            <source>What was observed</source>
            <translation>Was beobachtet wurde</translation>
        </message>
        <message>
            <source>Field of the stratum</source>
            <translation>Feld der Schicht</translation>
        </message>
        <message>
            <source>Layer of the strata</source>
            <translation>Layer der Schichten</translation>
        </message>
        <message>
            <source>Field of the inclusion probability</source>
            <translation>Feld der Auswahlwahrscheinlichkeit</translation>
        </message>
        <message>
            <source>Cross-Validate</source>
            <translation>Kreuzvalidierung</translation>
        </message>
        <message>
            <source>2 Model</source>
            <translation>2 Modell</translation>
        </message>
        <message>
            <source>Judges CNN-LSTM, random forest, extra trees, their stack, kriging and mean on identical folds of a dataset.</source>
            <translation>Beurteilt CNN-LSTM, Random Forest, Extra-Trees, ihren Stack, Kriging und Mittelwert auf denselben Folds eines Datensatzes.</translation>
        </message>
        <message>
            <source>cross-validation,validation,accuracy,folds,RMSE,R2,compare,forest,kriging,CNN,LSTM,residuals,importance</source>
            <translation>Kreuzvalidierung,Validierung,Genauigkeit,Folds,RMSE,R2,vergleichen,Forest,Kriging,CNN,LSTM,Residuen,Wichtigkeit</translation>
        </message>
        <message>
            <source>The report shows how the predictions follow so many of the covariates that matter most.</source>
            <translation>Der Bericht zeigt, wie die Vorhersagen so vielen der wichtigsten Kovariablen folgen.</translation>
        </message>
        <message>
            <source>Selection of covariates</source>
            <translation>Auswahl der Kovariaten</translation>
        </message>
        <message>
            <source>Covariates whose effects are drawn (0 = none)</source>
            <translation>Kovariablen, deren Wirkung gezeichnet wird (0 = keine)</translation>
        </message>
        <message>
            <source>One row for every group of covariates, model and repeat, as CSV.</source>
            <translation>Eine Zeile für jede Gruppe von Kovariaten, jedes Modell und jede Wiederholung, als CSV.</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Wichtigkeit</translation>
        </message>
        <message>
            <source>How much worse models with covariates predict unseen samples when a covariate, several that are alike, a category or a year is shuffled among all samples, as CSV.</source>
            <translation>Wie viel schlechter Modelle mit Kovariablen ungesehene Proben vorhersagen, wenn eine Kovariable, mehrere ähnliche, eine Kategorie oder ein Jahr unter allen Proben vertauscht wird, als CSV.</translation>
        </message>
        <message>
            <source>Metrics and comparison of the models, for reading.</source>
            <translation>Maßzahlen und Vergleich der Modelle, zum Lesen.</translation>
        </message>
        <message>
            <source>Cross-validation report</source>
            <translation>Kreuzvalidierungsbericht</translation>
        </message>
        <message>
            <source>What is compared. cnnlstm: the network; forest: the random forest of the paper; extratrees: extra trees that see the window and the coordinates; stack: all of them, weighted as learnt inside every fold; hybrid: network and forest, weighted so; mean: the mean of the training samples, which every useful model beats; kriging: ordinary kriging of the target, what neighbouring samples alone say.</source>
            <translation>Was verglichen wird. cnnlstm: das Netz; forest: der Random Forest des Artikels; extratrees: Extra-Trees, die das Fenster und die Koordinaten sehen; stack: alle, so gewichtet, wie in jedem Fold gelernt; hybrid: Netz und Forest, ebenso gewichtet; mean: der Mittelwert der Trainingsproben, den jedes brauchbare Modell übertrifft; kriging: gewöhnliches Kriging der Zielgröße, was benachbarte Proben allein sagen.</translation>
        </message>
        <message>
            <source>Sets of categories to compare, for example: climate,terrain; climate,terrain,phenology. Empty: every group of the paper's Table 4 that the categories of the dataset allow.</source>
            <translation>Mengen von Kategorien, die verglichen werden, zum Beispiel: climate,terrain; climate,terrain,phenology. Leer: jede Gruppe aus Tabelle 4 der Veröffentlichung, die die Kategorien des Datensatzes erlauben.</translation>
        </message>
        <message>
            <source>The samples are split into so many parts; each is predicted by a model trained on the others.</source>
            <translation>Die Proben werden in so viele Teile zerlegt; jeder wird von einem Modell vorhergesagt, das mit den anderen trainiert wurde.</translation>
        </message>
        <message>
            <source>How often the samples are split anew; the spread over repeats says how certain a difference is. 0: ten for some hundred samples, two for two thousand and more, whose measures differ less.</source>
            <translation>Wie oft die Proben neu zerlegt werden; die Streuung über die Wiederholungen sagt, wie sicher ein Unterschied ist. 0: zehnmal bei einigen hundert Proben, zweimal bei zweitausend und mehr, deren Maße sich weniger unterscheiden.</translation>
        </message>
        <message>
            <source>stratified: at random, every fold with each stratum of the dataset in its share; a dataset without strata gets random folds. random: without regard to strata. block: by squares of the map, which go to a fold whole. knndm: so that test samples are as far from the training samples as the places to be mapped are from the samples. Choose block or knndm where samples stand in clusters.</source>
            <translation>stratified: zufällig, mit jedem Stratum des Datensatzes in jeder Teilmenge zu seinem Anteil; ein Datensatz ohne Straten erhält zufällige Teilmengen. random: ohne Rücksicht auf Straten. block: nach Quadraten der Karte, die als Ganzes in eine Teilmenge kommen. knndm: so, dass Testproben so weit von den Trainingsproben entfernt sind wie die zu kartierenden Orte von den Proben. Wählen Sie block oder knndm, wo Proben in Gruppen liegen.</translation>
        </message>
        <message>
            <source>For the scheme block, in the units of the dataset's CRS, mostly metres. It should exceed the distance over which neighbouring samples are alike. 0: a size that gives each fold several blocks.</source>
            <translation>Für das Verfahren block, in den Einheiten des KBS des Datensatzes, meist Metern. Sie sollte größer sein als die Entfernung, über die sich benachbarte Proben ähneln. 0: eine Größe, die jeder Teilmenge mehrere Blöcke gibt.</translation>
        </message>
        <message>
            <source>Polygons of what will be mapped, in any CRS. The scheme knndm and the check of distances in the report compare the folds with it. Selection and filter are honoured.</source>
            <translation>Polygone dessen, was kartiert wird, in beliebigem KBS. Das Verfahren knndm und die Prüfung der Entfernungen im Bericht vergleichen die Teilmengen damit. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>forward: in every fold a forest chooses variables of the last group one by one, judged by the other folds of the training samples, and predicts the test samples with them; the report says which were chosen how often. A temporal covariate is one variable with all its steps. The log says how long it takes at most.</source>
            <translation>forward: In jeder Teilmenge wählt ein Forest nacheinander Variablen der letzten Gruppe aus, beurteilt an den anderen Teilmengen der Trainingsproben, und sagt mit ihnen die Testproben vorher; der Bericht nennt, welche wie oft gewählt wurden. Eine zeitliche Kovariate ist eine Variable mit all ihren Zeitschritten. Das Protokoll sagt, wie lange es höchstens dauert.</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Vorhersagen</translation>
        </message>
        <message>
            <source>The samples with their folds, and prediction and residual of every model.</source>
            <translation>Die Proben mit ihren Teilmengen sowie Vorhersage und Residuum jedes Modells.</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>Teilmengen</translation>
        </message>
        <message>
            <source>Repeats (0 = automatic)</source>
            <translation>Wiederholungen (0 = automatisch)</translation>
        </message>
        <message>
            <source>Folds are drawn</source>
            <translation>Teilmengen werden gezogen</translation>
        </message>
        <message>
            <source>Side of a block (map units; 0 = automatic)</source>
            <translation>Seitenlänge eines Blocks (Karteneinheiten; 0 = automatisch)</translation>
        </message>
        <message>
            <source>RMSE of the first model, last group</source>
            <translation>RMSE des ersten Modells, letzte Gruppe</translation>
        </message>
        <message>
            <source>R2 of the first model, last group</source>
            <translation>R2 des ersten Modells, letzte Gruppe</translation>
        </message>
        <message>
            <source>Area of the map (empty = wherever there are covariates)</source>
            <translation>Gebiet der Karte (leer = überall, wo es Kovariaten gibt)</translation>
        </message>
        <message>
            <source>Layer with existing folds</source>
            <translation>Layer mit vorhandenen Teilmengen</translation>
        </message>
        <message>
            <source>Fields of the folds (empty = fold_1, fold_2, ...)</source>
            <translation>Felder der Teilmengen (leer = fold_1, fold_2, ...)</translation>
        </message>
        <message>
            <source>The predictions of an earlier run, whose folds are used again, or the samples with a fold field of your own. Folds, repeats and scheme above are not used then. Selection and filter are honoured.</source>
            <translation>Die Vorhersagen eines früheren Laufs, dessen Teilmengen wieder verwendet werden, oder die Proben mit einem eigenen Feld der Teilmengen. Die Angaben oben zu Teilmengen, Wiederholungen und Verfahren gelten dann nicht. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>A field is one repeat; its values, numbers or names, are the folds. Empty: every field called fold_1, fold_2, and so on.</source>
            <translation>Ein Feld ist eine Wiederholung; seine Werte, Zahlen oder Namen, sind die Teilmengen. Leer: jedes Feld namens fold_1, fold_2 und so weiter.</translation>
        </message>
        <message>
            <source>Combine with a random forest</source>
            <translation>Mit einem Random Forest verbinden</translation>
        </message>
        <message>
            <source>Grows a random forest too, learns on the validation samples how much weight the network and the forest get, and keeps both in one model file, which is mapped as one.</source>
            <translation>Lässt auch einen Random Forest wachsen, lernt an den Validierungsproben, welches Gewicht Netz und Forest erhalten, und hält beide in einer Modelldatei, die wie ein Modell kartiert wird.</translation>
        </message>
        <message>
            <source>Combine with all other models</source>
            <translation>Mit allen anderen Modellen verbinden</translation>
        </message>
        <message>
            <source>Grows a random forest and extra trees too, learns on samples that each has kept back how much every one of them counts, and keeps all in one model file, which is mapped as one.</source>
            <translation>Lässt auch einen Random Forest und Extra-Trees wachsen, lernt an Proben, die jedes zurückgehalten hat, wie viel jedes zählt, und hält alle in einer Modelldatei, die als eine kartiert wird.</translation>
        </message>
        <message>
            <source>Train CNN-LSTM</source>
            <translation>CNN-LSTM trainieren</translation>
        </message>
        <message>
            <source>Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest.</source>
            <translation>Trainiert ein Ensemble von CNN-LSTM-Netzen auf einem Patch-Datensatz, allein oder mit einem Random Forest.</translation>
        </message>
        <message>
            <source>train,neural network,deep learning,machine learning,CNN,LSTM,convolution,ensemble,hybrid,regression</source>
            <translation>trainieren,neuronales Netz,Deep Learning,maschinelles Lernen,CNN,LSTM,Faltung,Ensemble,Hybrid,Regression</translation>
        </message>
        <message>
            <source>Samples kept back to calibrate limits</source>
            <translation>Zurückgehaltene Proben zum Kalibrieren der Grenzen</translation>
        </message>
        <message>
            <source>The model is trained again without each fifth of the samples, and its errors there say how wide the limits of its maps are. random: for samples spread as the map is. knndm: for clustered samples. block: in squares of the map. none: faster, but maps of the model have neither limits nor an area of applicability.</source>
            <translation>Das Modell wird ohne jedes Fünftel der Proben noch einmal trainiert, und seine Fehler dort sagen, wie weit die Grenzen seiner Karten sind. random: für Proben, die wie die Karte verteilt sind. knndm: für geklumpte Proben. block: in Quadraten der Karte. none: schneller, aber Karten des Modells haben weder Grenzen noch einen Anwendbarkeitsbereich.</translation>
        </message>
        <message>
            <source>Settings and results of the training, for reading.</source>
            <translation>Einstellungen und Ergebnisse des Trainings, zum Lesen.</translation>
        </message>
        <message>
            <source>Training report</source>
            <translation>Trainingsbericht</translation>
        </message>
        <message>
            <source>Patch dataset</source>
            <translation>Patch-Datensatz</translation>
        </message>
        <message>
            <source>A dataset file made by Build Patch Dataset.</source>
            <translation>Eine Datensatzdatei von „Patch-Datensatz erstellen“.</translation>
        </message>
        <message>
            <source>The model file for Predict SOC Raster.</source>
            <translation>Die Modelldatei für „SOC-Raster vorhersagen“.</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>HTML-Dateien (*.html)</translation>
        </message>
        <message>
            <source>Patch datasets (*.npz)</source>
            <translation>Patch-Datensätze (*.npz)</translation>
        </message>
        <message>
            <source>Train Random Forest</source>
            <translation>Random Forest trainieren</translation>
        </message>
        <message>
            <source>Grows a random forest, or extra trees, on a patch dataset.</source>
            <translation>Lässt einen Random Forest oder Extra-Trees auf einem Patch-Datensatz wachsen.</translation>
        </message>
        <message>
            <source>train,random forest,machine learning,trees,regression,quantile</source>
            <translation>trainieren,Random Forest,maschinelles Lernen,Bäume,Regression,Quantil</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>Weiter: {}</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Layer</translation>
        </message>
        <message>
            <source>Categories of covariates to use (empty = all)</source>
            <translation>Zu verwendende Kategorien von Kovariaten (leer = alle)</translation>
        </message>
        <message>
            <source>Which covariates the model sees, as category names separated by commas, for example: climate,terrain. The report of Build Patch Dataset lists them.</source>
            <translation>Welche Kovariaten das Modell sieht, als durch Kommas getrennte Namen von Kategorien, zum Beispiel: climate,terrain. Der Bericht von „Patch-Datensatz erstellen“ führt sie auf.</translation>
        </message>
        <message>
            <source>Random seed</source>
            <translation>Startwert des Zufalls</translation>
        </message>
        <message>
            <source>The same seed, data and computer give exactly the same result.</source>
            <translation>Derselbe Startwert, dieselben Daten und derselbe Rechner geben genau dasselbe Ergebnis.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Where the network is computed: auto takes a graphics card if the worker's PyTorch can use one.</source>
            <translation>Wo das Netz gerechnet wird: auto nimmt eine Grafikkarte, wenn das PyTorch der Arbeitsumgebung eine nutzen kann.</translation>
        </message>
        <message>
            <source>Dask scheduler (empty = this computer)</source>
            <translation>Dask-Scheduler (leer = dieser Rechner)</translation>
        </message>
        <message>
            <source>The address of a Dask cluster that does the work, such as tcp://host:8786. Its workers need the packages of the environment of SOC Map, and see the same files at the same paths. Name only a cluster that you trust: it runs any code, and this computer trusts what it answers.</source>
            <translation>Die Adresse eines Dask-Clusters, der die Arbeit tut, etwa tcp://host:8786. Seine Arbeiter brauchen die Pakete der Umgebung von SOC Map und sehen dieselben Dateien unter denselben Pfaden. Nennen Sie nur einen Cluster, dem Sie trauen: Er führt beliebigen Code aus, und dieser Rechner vertraut seinen Antworten.</translation>
        </message>
        <message>
            <source>Search for the best settings</source>
            <translation>Beste Einstellungen suchen</translation>
        </message>
        <message>
            <source>Trains the network with every combination of the values below and keeps the one with the smallest validation error. The time grows with the number of combinations.</source>
            <translation>Trainiert das Netz mit jeder Kombination der Werte unten und behält die mit dem kleinsten Validierungsfehler. Die Zeit wächst mit der Anzahl der Kombinationen.</translation>
        </message>
        <message>
            <source>Values to search</source>
            <translation>Zu suchende Werte</translation>
        </message>
        <message>
            <source>Written as learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: every value is combined with every other. Names: learning_rate, dropout, weight_decay, width (factor on the network's units), convolutions, lstm_layers, window (the centre of the patches, in pixels, odd). What is not named stays as set in this dialog.</source>
            <translation>Geschrieben als learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: Jeder Wert wird mit jedem anderen kombiniert. Namen: learning_rate, dropout, weight_decay, width (Faktor der Einheiten des Netzes), convolutions, lstm_layers, window (die Mitte der Patches, in Pixeln, ungerade). Was nicht genannt ist, bleibt wie in diesem Dialog.</translation>
        </message>
        <message>
            <source>Learn the logarithm of the target</source>
            <translation>Logarithmus der Zielgröße lernen</translation>
        </message>
        <message>
            <source>on: models learn log(1 + y), for a target with few very large values; what they predict is in the unit of the target, corrected for the bias of turning back. auto: where all training targets are above 0, their skewness is above 1 and that of their logarithms is smaller; in every fold its own training samples decide.</source>
            <translation>on: Modelle lernen log(1 + y), für eine Zielgröße mit wenigen sehr großen Werten; was sie vorhersagen, ist in der Einheit der Zielgröße, um die Verzerrung der Rückrechnung berichtigt. auto: wo alle Trainingswerte über 0 liegen, ihre Schiefe über 1 und die ihrer Logarithmen kleiner ist; in jeder Falte entscheiden deren eigene Trainingsproben.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>compact: about a tenth of the parameters, for a few hundred samples. paper: the network of Zhang et al. (2022), for about a thousand samples and more.</source>
            <translation>compact: etwa ein Zehntel der Parameter, für einige hundert Proben. paper: das Netz von Zhang et al. (2022), ab etwa tausend Proben.</translation>
        </message>
        <message>
            <source>Networks in the ensemble</source>
            <translation>Netze im Ensemble</translation>
        </message>
        <message>
            <source>So many networks are trained at once, each with its own validation samples; the prediction is their mean and their spread is its standard deviation.</source>
            <translation>So viele Netze werden zugleich trainiert, jedes mit eigenen Validierungsproben; die Vorhersage ist ihr Mittel, ihre Streuung deren Standardabweichung.</translation>
        </message>
        <message>
            <source>Epochs at most</source>
            <translation>Epochen höchstens</translation>
        </message>
        <message>
            <source>How often each network sees all of its training samples, unless early stopping ends it before.</source>
            <translation>Wie oft jedes Netz alle seine Trainingsproben sieht, wenn es nicht vorzeitig aufhört.</translation>
        </message>
        <message>
            <source>Patience (epochs)</source>
            <translation>Geduld (Epochen)</translation>
        </message>
        <message>
            <source>A network stops after so many epochs without a better validation error, and keeps its best weights.</source>
            <translation>Ein Netz hört nach so vielen Epochen ohne besseren Validierungsfehler auf und behält seine besten Gewichte.</translation>
        </message>
        <message>
            <source>Share of samples for validation</source>
            <translation>Anteil der Proben zur Validierung</translation>
        </message>
        <message>
            <source>The share of the training samples that decides on early stopping and is not trained on. It is rounded to one half, one third, one fourth, ... so that the first members share no validation row.</source>
            <translation>Der Anteil der Trainingsproben, der über das vorzeitige Ende entscheidet und nicht trainiert wird. Er wird auf die Hälfte, ein Drittel, ein Viertel, ... gerundet, damit die ersten Mitglieder keine Validierungszeile teilen.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Lernrate</translation>
        </message>
        <message>
            <source>The step size of the Adam optimiser.</source>
            <translation>Die Schrittweite des Optimierers Adam.</translation>
        </message>
        <message>
            <source>Batch size (samples)</source>
            <translation>Stapelgröße (Proben)</translation>
        </message>
        <message>
            <source>How many samples make one training step.</source>
            <translation>Wie viele Proben einen Trainingsschritt bilden.</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>The share of the dense layer's units that are left out at random in a training step.</source>
            <translation>Der Anteil der Einheiten der dichten Schicht, die in einem Trainingsschritt zufällig ausgelassen werden.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Gewichtsabnahme</translation>
        </message>
        <message>
            <source>How strongly large weights are pulled towards zero.</source>
            <translation>Wie stark große Gewichte gegen null gezogen werden.</translation>
        </message>
        <message>
            <source>Turn and mirror patches</source>
            <translation>Patches drehen und spiegeln</translation>
        </message>
        <message>
            <source>Shows the network the eight symmetries of every patch. It then cannot see in the elevations of a patch where a slope faces: where that matters, add northness and eastness, which Terrain Covariates makes, or turn this off.</source>
            <translation>Zeigt dem Netz die acht Symmetrien jedes Patches. In den Höhen eines Patches sieht es dann nicht, wohin ein Hang blickt: wo das wichtig ist, fügen Sie northness und eastness hinzu, die „Relief-Kovariaten“ erzeugt, oder schalten dies aus.</translation>
        </message>
        <message>
            <source>Trees</source>
            <translation>Bäume</translation>
        </message>
        <message>
            <source>How many trees the forest has; more are slower and rarely worse.</source>
            <translation>Wie viele Bäume der Forest hat; mehr sind langsamer und selten schlechter.</translation>
        </message>
        <message>
            <source>Share of variables tried at a split</source>
            <translation>Anteil der Variablen an einer Teilung</translation>
        </message>
        <message>
            <source>The share of the variables from which the best split is taken.</source>
            <translation>Der Anteil der Variablen, aus denen die beste Teilung genommen wird.</translation>
        </message>
        <message>
            <source>Samples in a leaf at least</source>
            <translation>Proben in einem Blatt mindestens</translation>
        </message>
        <message>
            <source>Larger leaves give smoother predictions.</source>
            <translation>Größere Blätter geben glattere Vorhersagen.</translation>
        </message>
        <message>
            <source>Kind of trees</source>
            <translation>Art der Bäume</translation>
        </message>
        <message>
            <source>forest takes the best split of some variables; extratrees the best of splits at random places, which is faster and with few samples often better.</source>
            <translation>forest nimmt die beste Teilung einiger Variablen; extratrees die beste von Teilungen an zufälligen Stellen, was schneller und bei wenigen Proben oft besser ist.</translation>
        </message>
        <message>
            <source>What the trees see</source>
            <translation>Was die Bäume sehen</translation>
        </message>
        <message>
            <source>window: mean and spread of every static covariate around the sample, mean, trend and spread of every sequence, beside the values at the sample; centre: these values only, as in the paper.</source>
            <translation>window: Mittel und Streuung jeder statischen Kovariate um die Probe, Mittel, Trend und Streuung jeder Sequenz, neben den Werten an der Probe; centre: nur diese Werte, wie im Artikel.</translation>
        </message>
        <message>
            <source>Coordinates among the variables</source>
            <translation>Koordinaten unter den Variablen</translation>
        </message>
        <message>
            <source>xy, or oblique axes in six directions (Moeller et al. 2020): where soils differ between regions for reasons that no covariate shows. none where the map goes beyond the samples.</source>
            <translation>xy, oder schräge Achsen in sechs Richtungen (Moeller et al. 2020): wo sich Böden zwischen Regionen aus Gründen unterscheiden, die keine Kovariate zeigt. none, wo die Karte über die Proben hinausgeht.</translation>
        </message>
        <message>
            <source>Annual EVI</source>
            <translation>Jährlicher EVI</translation>
        </message>
        <message>
            <source>1 Prepare</source>
            <translation>1 Vorbereiten</translation>
        </message>
        <message>
            <source>Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year.</source>
            <translation>Mittelt den Vegetationsindex von MOD09GA oder MOD09A1 über die klaren Beobachtungen jedes Jahres.</translation>
        </message>
        <message>
            <source>MODIS,MOD09GA,MOD09A1,HDF,EVI,vegetation index,reflectance,time series,covariates,yearly,import</source>
            <translation>MODIS,MOD09GA,MOD09A1,HDF,EVI,Vegetationsindex,Reflexion,Zeitreihe,Kovariaten,jährlich,Import</translation>
        </message>
        <message>
            <source>A pixel with fewer clear observations in a year is nodata in that year; 1 keeps all that have any.</source>
            <translation>Ein Pixel mit weniger klaren Beobachtungen in einem Jahr hat in diesem Jahr keinen Wert; 1 behält alle, die überhaupt welche haben.</translation>
        </message>
        <message>
            <source>Left out by the state of the pixel</source>
            <translation>Nach dem Zustand des Pixels ausgelassen</translation>
        </message>
        <message>
            <source>Clear observations a pixel needs</source>
            <translation>Klare Beobachtungen, die ein Pixel braucht</translation>
        </message>
        <message>
            <source>Folder for the annual EVI</source>
            <translation>Ordner für den jährlichen EVI</translation>
        </message>
        <message>
            <source>Holds evi-mean.tif, a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Enthält evi-mean.tif, ein Band je Jahr. Der Ordner selbst kann „Patch-Datensatz erstellen“ als zeitliche Kovariaten angegeben werden. Dateien anderen Namens bleiben darin erhalten.</translation>
        </message>
        <message>
            <source>MOD09GA or MOD09A1 of all days: HDF tiles, GeoTIFFs of AppEEARS, exports of Earth Engine, or rasters named like red_2010-01-25.tif, nir_..., blue_... and state_.... Scripts may name a folder.</source>
            <translation>MOD09GA oder MOD09A1 aller Tage: HDF-Kacheln, GeoTIFFs von AppEEARS, Exporte der Earth Engine oder Raster mit Namen wie red_2010-01-25.tif, nir_..., blue_... und state_.... Skripte können einen Ordner angeben.</translation>
        </message>
        <message>
            <source>The rectangle that is averaged, in any CRS; it is widened to whole pixels. A small one saves time and disk space.</source>
            <translation>Das Rechteck, das gemittelt wird, in beliebigem KBS; es wird auf ganze Pixel erweitert. Ein kleines spart Zeit und Speicherplatz.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Files of other years are not read.</source>
            <translation>Geschrieben als 2002-2011 oder 2002,2004. Dateien anderer Jahre werden nicht gelesen.</translation>
        </message>
        <message>
            <source>Observations in one of these conditions are not clear and not averaged. Fill values never are. assumed-clear is the cloud state that the product did not determine and takes for clear.</source>
            <translation>Beobachtungen in einem dieser Zustände gelten nicht als klar und werden nicht gemittelt. Füllwerte nie. assumed-clear ist der Wolkenzustand, den das Produkt nicht bestimmt hat und für klar hält.</translation>
        </message>
        <message>
            <source>Number of clear observations</source>
            <translation>Anzahl klarer Beobachtungen</translation>
        </message>
        <message>
            <source>How many observations are in each mean, a band a year.</source>
            <translation>Wie viele Beobachtungen in jedem Mittel stecken, ein Band je Jahr.</translation>
        </message>
        <message>
            <source>Files of surface reflectance</source>
            <translation>Dateien der Oberflächenreflexion</translation>
        </message>
        <message>
            <source>Extent (empty = all of the files)</source>
            <translation>Ausdehnung (leer = alles in den Dateien)</translation>
        </message>
        <message>
            <source>Years (empty = all)</source>
            <translation>Jahre (leer = alle)</translation>
        </message>
        <message>
            <source>Build Patch Dataset</source>
            <translation>Patch-Datensatz erstellen</translation>
        </message>
        <message>
            <source>Reads rasters around soil samples into a dataset for training: static patches and temporal sequences.</source>
            <translation>Liest Raster um Bodenproben in einen Datensatz zum Trainieren: statische Patches und zeitliche Folgen.</translation>
        </message>
        <message>
            <source>samples,points,covariates,rasters,dataset,training data,extract,sampling</source>
            <translation>Proben,Punkte,Kovariaten,Raster,Datensatz,Trainingsdaten,extrahieren,Beprobung</translation>
        </message>
        <message>
            <source>The table that List Covariates made, edited or not: it alone says what is read, and how.</source>
            <translation>Die Tabelle von „Kovariaten auflisten“, bearbeitet oder nicht: Sie allein sagt, was gelesen wird und wie.</translation>
        </message>
        <message>
            <source>Points with a laboratory value, in any CRS. Selection and filter are honoured.</source>
            <translation>Punkte mit einem Laborwert, in beliebigem KBS. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>What the model learns: a field or an expression, for example "soc_percent" * 10 or "organic_matter" / 1.724, which give g/kg.</source>
            <translation>Was das Modell lernt: ein Feld oder ein Ausdruck, zum Beispiel "soc_percent" * 10 oder "organic_matter" / 1.724, die g/kg ergeben.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. Reports, the model and the map name it; nothing is converted.</source>
            <translation>g/kg, %, t/ha oder eine andere Einheit: die dessen, was die Zielgröße ergibt. Berichte, Modell und Karte nennen sie; nichts wird umgerechnet.</translation>
        </message>
        <message>
            <source>A field whose values, such as land use or soil type, every fold shall hold in the same shares.</source>
            <translation>Ein Feld, dessen Werte, etwa Landnutzung oder Bodentyp, in jeder Teilmenge mit gleichen Anteilen vertreten sein sollen.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Messages, dropped samples and predictions name samples by it.</source>
            <translation>Ein Feld, das für jede Probe verschieden ist, etwa die Labornummer. Meldungen, verworfene Proben und Vorhersagen benennen die Proben danach.</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, such as climate means and terrain. Every band is a covariate.</source>
            <translation>Raster, die sich mit der Zeit nicht ändern, etwa Klimamittel und Relief. Jedes Band ist eine Kovariate.</translation>
        </message>
        <message>
            <source>Rasters of many years or months, such as phenology. Step and variable are read from layer, file or band names like greenup_2002; the log shows how each was understood. Scripts and models may give the folder that Import Phenology has made.</source>
            <translation>Raster vieler Jahre oder Monate, etwa der Phänologie. Zeitschritt und Variable werden aus Layer-, Datei- oder Bandnamen wie greenup_2002 gelesen; das Protokoll zeigt, wie jeder verstanden wurde. Skripte und Modelle können den Ordner angeben, den „Phänologie importieren“ erzeugt hat.</translation>
        </message>
        <message>
            <source>Side of the square patch of static covariates around a sample, in pixels of the reference grid.</source>
            <translation>Seitenlänge des quadratischen Patches statischer Kovariaten um eine Probe, in Pixeln des Referenzgitters.</translation>
        </message>
        <message>
            <source>The raster whose pixels are the grid of patches and maps; all static covariates are read onto it. Empty: the static layer with the smallest pixels that covers the samples; the log names it.</source>
            <translation>Das Raster, dessen Pixel das Gitter der Patches und Karten sind; alle statischen Kovariaten werden darauf gelesen. Leer: der statische Layer mit den kleinsten Pixeln, der die Proben abdeckt; das Protokoll nennt ihn.</translation>
        </message>
        <message>
            <source>nearest: the value of the coarse pixel that contains the sample. bilinear: between pixel centres.</source>
            <translation>nearest: der Wert des groben Pixels, in dem die Probe liegt. bilinear: zwischen Pixelmitten.</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, for names that are not recognised. Example: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) reads M01MOD4 as step 1 of M_MOD4. What groups named drop, drop1 and so on catch is left out of the variable's name: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ takes the second date of a scene away.</source>
            <translation>Ein regulärer Ausdruck mit einer Gruppe namens time, für Namen, die nicht erkannt werden. Beispiel: ^[A-Z]{1,2}(?P&lt;time&gt;\d\d) liest M01MOD4 als Schritt 1 von M_MOD4. Was Gruppen namens drop, drop1 und so weiter treffen, wird im Namen der Variable ausgelassen: _(?P&lt;time&gt;\d{8})(?P&lt;drop&gt;_\d{8})_ entfernt das zweite Datum einer Szene.</translation>
        </message>
        <message>
            <source>The category of covariates (climate, terrain, phenology, vegetation index or your own), by the name of a layer or variable. Others are given one by their name. Scripts may pass a JSON object.</source>
            <translation>Die Kategorie von Kovariaten (climate, terrain, phenology, vegetation index oder eine eigene), nach dem Namen eines Layers oder einer Variable. Die übrigen erhalten eine nach ihrem Namen. Skripte können ein JSON-Objekt angeben.</translation>
        </message>
        <message>
            <source>Covariate table</source>
            <translation>Tabelle der Kovariaten</translation>
        </message>
        <message>
            <source>Dropped samples</source>
            <translation>Verworfene Proben</translation>
        </message>
        <message>
            <source>Dataset report</source>
            <translation>Datensatzbericht</translation>
        </message>
        <message>
            <source>The dataset file for the training algorithms.</source>
            <translation>Die Datensatzdatei für die Trainingsalgorithmen.</translation>
        </message>
        <message>
            <source>The samples that could not be used, each with the reason.</source>
            <translation>Die Proben, die nicht verwendet werden konnten, jede mit dem Grund.</translation>
        </message>
        <message>
            <source>Statistics of samples and covariates, for reading.</source>
            <translation>Statistiken der Proben und Kovariaten, zum Lesen.</translation>
        </message>
        <message>
            <source>Window (pixels, odd)</source>
            <translation>Fenster (Pixel, ungerade)</translation>
        </message>
        <message>
            <source>Resampling of temporal covariates</source>
            <translation>Umrechnung der zeitlichen Kovariaten</translation>
        </message>
        <message>
            <source>Soil samples</source>
            <translation>Bodenproben</translation>
        </message>
        <message>
            <source>Target: soil organic carbon</source>
            <translation>Zielgröße: organischer Bodenkohlenstoff</translation>
        </message>
        <message>
            <source>Unit of the target</source>
            <translation>Einheit der Zielgröße</translation>
        </message>
        <message>
            <source>Strata for stratified folds</source>
            <translation>Straten für stratifizierte Teilmengen</translation>
        </message>
        <message>
            <source>Id of the samples (empty = feature id)</source>
            <translation>Kennung der Proben (leer = Objekt-ID)</translation>
        </message>
        <message>
            <source>Static covariates</source>
            <translation>Statische Kovariaten</translation>
        </message>
        <message>
            <source>Temporal covariates</source>
            <translation>Zeitliche Kovariaten</translation>
        </message>
        <message>
            <source>Reference grid (empty = finest static layer)</source>
            <translation>Referenzgitter (leer = feinster statischer Layer)</translation>
        </message>
        <message>
            <source>Time pattern (empty = recognise)</source>
            <translation>Zeitmuster (leer = erkennen)</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Kategorien</translation>
        </message>
        <message>
            <source>Covariate</source>
            <translation>Kovariate</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategorie</translation>
        </message>
        <message>
            <source>Check Samples</source>
            <translation>Proben prüfen</translation>
        </message>
        <message>
            <source>Finds impossible values, mixed units, wrong places and duplicates in soil samples, and removes nothing.</source>
            <translation>Findet unmögliche Werte, vermischte Einheiten, falsche Orte und Doppelte in Bodenproben und entfernt nichts.</translation>
        </message>
        <message>
            <source>quality,plausibility,outlier,unit,per cent,organic matter,swapped coordinates,detection limit,error,clean</source>
            <translation>Qualität,Plausibilität,Ausreißer,Einheit,Prozent,organische Substanz,vertauschte Koordinaten,Nachweisgrenze,Fehler,bereinigen</translation>
        </message>
        <message>
            <source>All rules with their limits, a map, and what was found, for reading.</source>
            <translation>Alle Regeln mit ihren Grenzen, eine Karte und was gefunden wurde, zum Lesen.</translation>
        </message>
        <message>
            <source>Report of the check</source>
            <translation>Bericht der Prüfung</translation>
        </message>
        <message>
            <source>What is checked, as Build Patch Dataset shall take it: a field or an expression, for example "organic_matter" / 1.724.</source>
            <translation>Was geprüft wird, so wie Build Patch Dataset es nehmen soll: ein Feld oder ein Ausdruck, zum Beispiel "organic_matter" / 1.724.</translation>
        </message>
        <message>
            <source>g/kg, %, t/ha or another unit: that of what the target gives. What is possible depends on it.</source>
            <translation>g/kg, %, t/ha oder eine andere Einheit: die dessen, was die Zielgröße ergibt. Was möglich ist, hängt davon ab.</translation>
        </message>
        <message>
            <source>Rasters such as terrain and climate: samples are compared with what these make expected, and those where none has a value near by are found.</source>
            <translation>Raster wie Gelände und Klima: Proben werden mit dem verglichen, was diese erwarten lassen, und die ohne Wert in der Nähe werden gefunden.</translation>
        </message>
        <message>
            <source>Polygons that all samples should lie in, such as those of a country or of its land.</source>
            <translation>Polygone, in denen alle Proben liegen sollen, etwa die eines Landes oder seiner Landfläche.</translation>
        </message>
        <message>
            <source>A field that is different for every sample, such as the number in the laboratory. Findings name samples by it.</source>
            <translation>Ein Feld, das für jede Probe anders ist, etwa die Nummer im Labor. Befunde nennen Proben damit.</translation>
        </message>
        <message>
            <source>When samples were taken: a date, a year, or a text with one.</source>
            <translation>Wann Proben genommen wurden: ein Datum, ein Jahr oder ein Text damit.</translation>
        </message>
        <message>
            <source>How far a value may be from its neighbours, or from what the covariates make expected. Less finds more, and more of that is right.</source>
            <translation>Wie weit ein Wert von seinen Nachbarn, oder von dem, was die Kovariablen erwarten lassen, entfernt sein darf. Kleiner findet mehr, und mehr davon ist in Ordnung.</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>A point a finding: sample, rule, value, limit, what was seen, and what to do.</source>
            <translation>Ein Punkt je Befund: Probe, Regel, Wert, Grenze, was gesehen wurde und was zu tun ist.</translation>
        </message>
        <message>
            <source>Robust standard deviations</source>
            <translation>Robuste Standardabweichungen</translation>
        </message>
        <message>
            <source>Covariates</source>
            <translation>Kovariablen</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Gebiet</translation>
        </message>
        <message>
            <source>Field of the date</source>
            <translation>Feld des Datums</translation>
        </message>
        <message>
            <source>Harmonise Depths</source>
            <translation>Tiefen harmonisieren</translation>
        </message>
        <message>
            <source>Brings soil horizons of any depths to standard depths, and names every horizon that needs a look.</source>
            <translation>Bringt Bodenhorizonte beliebiger Tiefen auf Standardtiefen und nennt jeden Horizont, der einen Blick braucht.</translation>
        </message>
        <message>
            <source>profile,horizon,depth,spline,equal-area,mass-preserving,mpspline,GlobalSoilMap,0-30 cm,layer,bulk density</source>
            <translation>Profil,Horizont,Tiefe,Spline,flächentreu,massenerhaltend,mpspline,GlobalSoilMap,0-30 cm,Schicht,Lagerungsdichte</translation>
        </message>
        <message>
            <source>A table or a layer of points with a row a horizon, or a row a profile and fields such as soc_0_30. Selection and filter are honoured.</source>
            <translation>Eine Tabelle oder ein Punktlayer mit einer Zeile je Horizont, oder einer Zeile je Profil und Feldern wie soc_0_30. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>What tells a profile from another: all rows with the same value are horizons of one profile.</source>
            <translation>Was ein Profil vom anderen unterscheidet: alle Zeilen mit demselben Wert sind Horizonte eines Profils.</translation>
        </message>
        <message>
            <source>The depth at which a horizon begins. Leave top and bottom empty where the names of the fields with the values say the depths, such as soc_0_30.</source>
            <translation>Die Tiefe, in der ein Horizont beginnt. Lassen Sie oben und unten leer, wo die Namen der Wertefelder die Tiefen sagen, etwa soc_0_30.</translation>
        </message>
        <message>
            <source>The depth at which a horizon ends.</source>
            <translation>Die Tiefe, in der ein Horizont endet.</translation>
        </message>
        <message>
            <source>What was measured, such as soil organic carbon, bulk density and coarse fragments: several fields are harmonised in one run. A text such as &lt;0.5 is a value below the detection limit.</source>
            <translation>Was gemessen wurde, etwa organischer Bodenkohlenstoff, Lagerungsdichte und Skelettanteil: mehrere Felder werden in einem Lauf harmonisiert. Ein Text wie &lt;0.5 ist ein Wert unter der Nachweisgrenze.</translation>
        </message>
        <message>
            <source>Limits of layers that follow each other, 0-5-15-30, or any layers, 0-20; 0-30.</source>
            <translation>Grenzen aufeinanderfolgender Schichten, 0-5-15-30, oder beliebige Schichten, 0-20; 0-30.</translation>
        </message>
        <message>
            <source>spline: a smooth function of depth whose mean over each horizon is what was measured there, nearly or exactly as the smoothness says. mean: the mean of the horizons, weighted by their thickness inside a layer.</source>
            <translation>spline: eine glatte Funktion der Tiefe, deren Mittel über jeden Horizont das dort Gemessene ist, fast oder genau, wie die Glättung es sagt. mean: das Mittel der Horizonte, gewichtet mit ihrer Mächtigkeit in einer Schicht.</translation>
        </message>
        <message>
            <source>Points of the profiles, where the horizons are a table without geometry.</source>
            <translation>Punkte der Profile, wenn die Horizonte eine Tabelle ohne Geometrie sind.</translation>
        </message>
        <message>
            <source>Where it is not called as the field of the profile in the horizons.</source>
            <translation>Wo es nicht so heißt wie das Feld des Profils in den Horizonten.</translation>
        </message>
        <message>
            <source>0 keeps the measured mean of every horizon exactly; larger values give smoother functions that differ from it more, which the field rmse shows.</source>
            <translation>0 erhält das gemessene Mittel jedes Horizonts genau; größere Werte geben glattere Funktionen, die stärker davon abweichen, was das Feld rmse zeigt.</translation>
        </message>
        <message>
            <source>In what the depths of the horizons are given; the standard depths are always in cm.</source>
            <translation>Worin die Tiefen der Horizonte angegeben sind; die Standardtiefen sind immer in cm.</translation>
        </message>
        <message>
            <source>Standard depths</source>
            <translation>Standardtiefen</translation>
        </message>
        <message>
            <source>A point a profile with a field a property and depth, such as soc_0_30, and how much was sampled.</source>
            <translation>Ein Punkt je Profil mit einem Feld je Eigenschaft und Tiefe, etwa soc_0_30, und wie viel davon beprobt wurde.</translation>
        </message>
        <message>
            <source>A point for everything that was found wrong or doubtful, with profile and horizon.</source>
            <translation>Ein Punkt für alles, was falsch oder zweifelhaft gefunden wurde, mit Profil und Horizont.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>Smoothness of the spline (lambda)</source>
            <translation>Glättung des Splines (lambda)</translation>
        </message>
        <message>
            <source>Unit of top and bottom</source>
            <translation>Einheit von oben und unten</translation>
        </message>
        <message>
            <source>Horizons</source>
            <translation>Horizonte</translation>
        </message>
        <message>
            <source>Field of the profile</source>
            <translation>Feld des Profils</translation>
        </message>
        <message>
            <source>Field of the top</source>
            <translation>Feld der Oberkante</translation>
        </message>
        <message>
            <source>Field of the bottom</source>
            <translation>Feld der Unterkante</translation>
        </message>
        <message>
            <source>Fields with values</source>
            <translation>Felder mit Werten</translation>
        </message>
        <message>
            <source>Standard depths (cm)</source>
            <translation>Standardtiefen (cm)</translation>
        </message>
        <message>
            <source>Sites of the profiles</source>
            <translation>Standorte der Profile</translation>
        </message>
        <message>
            <source>Field of the profile in the sites</source>
            <translation>Feld des Profils in den Standorten</translation>
        </message>
        <message>
            <source>Import Phenology</source>
            <translation>Phänologie importieren</translation>
        </message>
        <message>
            <source>Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year.</source>
            <translation>Macht aus heruntergeladenen MCD12Q2 oder VNP22Q2 jährliche Kovariaten: eine Datei je Variable, ein Band je Jahr.</translation>
        </message>
        <message>
            <source>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phenology,greenup,senescence,season,time series,covariates,import</source>
            <translation>MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,Phänologie,Ergrünen,Seneszenz,Saison,Zeitreihe,Kovariaten,Import</translation>
        </message>
        <message>
            <source>Folder of covariates</source>
            <translation>Ordner der Kovariaten</translation>
        </message>
        <message>
            <source>A GeoTIFF a variable with a band a year. The folder itself can be given to Build Patch Dataset as temporal covariates. Files of other names in it stay.</source>
            <translation>Ein GeoTIFF je Variable mit einem Band je Jahr. Der Ordner selbst kann „Patch-Datensatz erstellen“ als zeitliche Kovariaten angegeben werden. Dateien anderen Namens bleiben darin erhalten.</translation>
        </message>
        <message>
            <source>MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs or NetCDF of AppEEARS, or exports of Earth Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.</source>
            <translation>MCD12Q2 oder VNP22Q2 aller Jahre: HDF-Kacheln, GeoTIFFs oder NetCDF von AppEEARS oder Exporte der Earth Engine, unter den Namen, mit denen sie kamen. Skripte können einen Ordner angeben. Kacheln eines Jahres werden zusammengefügt.</translation>
        </message>
        <message>
            <source>Which of the two cycles of a year that the product describes; few places have a second one.</source>
            <translation>Welcher der zwei Zyklen eines Jahres, die das Produkt beschreibt; wenige Orte haben einen zweiten.</translation>
        </message>
        <message>
            <source>Values of a worse quality become gaps, which later steps interpolate in time. poor accepts all and needs no layer of quality.</source>
            <translation>Werte schlechterer Qualität werden zu Lücken, die spätere Schritte in der Zeit interpolieren. poor nimmt alle an und braucht keinen Layer der Qualität.</translation>
        </message>
        <message>
            <source>The rectangle that is imported, in any CRS; it is widened to whole pixels.</source>
            <translation>Das Rechteck, das importiert wird, in beliebigem KBS; es wird auf ganze Pixel erweitert.</translation>
        </message>
        <message>
            <source>Written as 2002-2011 or 2002,2004. Empty: all years of the files, between which none may be missing.</source>
            <translation>Geschrieben als 2002-2011 oder 2002,2004. Leer: alle Jahre der Dateien, zwischen denen keines fehlen darf.</translation>
        </message>
        <message>
            <source>The CRS of the results. In another than that of the files every pixel takes the nearest value, for dates cannot be averaged. Build Patch Dataset reads any CRS, so most users need none.</source>
            <translation>Das KBS der Ergebnisse. In einem anderen als dem der Dateien erhält jedes Pixel den nächsten Wert, denn Datumsangaben lassen sich nicht mitteln. „Patch-Datensatz erstellen“ liest jedes KBS, daher brauchen die meisten keines.</translation>
        </message>
        <message>
            <source>overall: QA_Overall (GLSP_QC) of the cycle for every variable. detailed: for each date its own bits in QA_Detailed, for the others the overall quality. The number of cycles is not filtered.</source>
            <translation>overall: QA_Overall (GLSP_QC) des Zyklus für jede Variable. detailed: für jedes Datum seine eigenen Bits in QA_Detailed, für die übrigen die Gesamtqualität. Die Anzahl der Zyklen wird nicht gefiltert.</translation>
        </message>
        <message>
            <source>Sources disagree: days are true days since 1 January 2000; with years of 366 days, 366 are taken off for every year since 2000, as AppEEARS advises. MCD12Q2 is not affected.</source>
            <translation>Die Quellen sind uneins: days sind echte Tage seit dem 1. Januar 2000; bei Jahren mit 366 Tagen werden für jedes Jahr seit 2000 366 abgezogen, wie AppEEARS rät. MCD12Q2 ist nicht betroffen.</translation>
        </message>
        <message>
            <source>Vegetation cycle</source>
            <translation>Vegetationszyklus</translation>
        </message>
        <message>
            <source>Worst quality accepted</source>
            <translation>Schlechteste angenommene Qualität</translation>
        </message>
        <message>
            <source>Quality by</source>
            <translation>Qualität nach</translation>
        </message>
        <message>
            <source>Dates of VNP22Q2 count</source>
            <translation>Datumsangaben von VNP22Q2 zählen</translation>
        </message>
        <message>
            <source>Files of the product</source>
            <translation>Dateien des Produkts</translation>
        </message>
        <message>
            <source>Target CRS (empty = that of the files)</source>
            <translation>Ziel-KBS (leer = das der Dateien)</translation>
        </message>
        <message>
            <source>List Covariates</source>
            <translation>Kovariaten auflisten</translation>
        </message>
        <message>
            <source>Shows how rasters are understood: name, step, category, kind and values of every band, in a table to edit.</source>
            <translation>Zeigt, wie Raster verstanden werden: Name, Zeitschritt, Kategorie, Art und Werte jedes Bandes, in einer Tabelle zum Bearbeiten.</translation>
        </message>
        <message>
            <source>covariates,names,rasters,table,years,categories,check,time series</source>
            <translation>Kovariaten,Namen,Raster,Tabelle,Jahre,Kategorien,Prüfung,Zeitreihe</translation>
        </message>
        <message>
            <source>Rasters that do not change with time, as for Build Patch Dataset.</source>
            <translation>Raster, die sich mit der Zeit nicht ändern, wie bei „Patch-Datensatz erstellen“.</translation>
        </message>
        <message>
            <source>Rasters of many years or months, as for Build Patch Dataset.</source>
            <translation>Raster vieler Jahre oder Monate, wie bei „Patch-Datensatz erstellen“.</translation>
        </message>
        <message>
            <source>A regular expression with one group named time, as for Build Patch Dataset.</source>
            <translation>Ein regulärer Ausdruck mit einer Gruppe namens time, wie bei „Patch-Datensatz erstellen“.</translation>
        </message>
        <message>
            <source>Values are looked at where the reference grid lies.</source>
            <translation>Werte werden dort angesehen, wo das Referenzgitter liegt.</translation>
        </message>
        <message>
            <source>A row a band. Edit it and give it to Build Patch Dataset.</source>
            <translation>Eine Zeile je Band. Bearbeiten Sie sie und geben Sie sie „Patch-Datensatz erstellen“ an.</translation>
        </message>
        <message>
            <source>Reference grid (empty = as Build Patch Dataset)</source>
            <translation>Referenzgitter (leer = wie Patch-Datensatz erstellen)</translation>
        </message>
        <message>
            <source>SOC Stock</source>
            <translation>SOC-Vorrat</translation>
        </message>
        <message>
            <source>Turns concentration, bulk density, coarse fragments and thickness at points into t/ha with an error.</source>
            <translation>Rechnet Gehalt, Lagerungsdichte, Grobboden und Mächtigkeit an Punkten in t/ha mit einem Fehler um.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,equivalent soil mass,GSOCmap,error</source>
            <translation>Kohlenstoffvorrat,t/ha,Lagerungsdichte,Pedotransfer,Grobboden,Steine,äquivalente Bodenmasse,GSOCmap,Fehler</translation>
        </message>
        <message>
            <source>Points with what was measured in one layer of soil, such as those of Harmonise Depths. Selection and filter are honoured.</source>
            <translation>Punkte mit dem, was in einer Bodenschicht gemessen wurde, etwa die von Harmonise Depths. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>Of the fine earth: a field or an expression, for example "soc_0_30" or "soc_percent" * 10.</source>
            <translation>Der Feinerde: ein Feld oder ein Ausdruck, zum Beispiel "soc_0_30" oder "soc_percent" * 10.</translation>
        </message>
        <message>
            <source>Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no value: by the pedotransfer function.</source>
            <translation>Masse der Feinerde in dem Volumen, das sie füllt, ohne Steine. Leer, oder wo kein Wert ist: nach der Pedotransferfunktion.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A point without a value has no stock; coalesce("stones", 0) takes it for none.</source>
            <translation>Was gröber als 2 mm ist. Leer: nichts. Ein Punkt ohne Wert hat keinen Vorrat; coalesce("stones", 0) nimmt ihn als steinfrei.</translation>
        </message>
        <message>
            <source>Of the layer: a number, or a field such as "soc_0_30_sampled" of Harmonise Depths.</source>
            <translation>Der Schicht: eine Zahl, oder ein Feld wie "soc_0_30_sampled" von Harmonise Depths.</translation>
        </message>
        <message>
            <source>none: points without a density have no stock. best: the one with the smallest error on your measured densities, at least ten of them. own: the function below. The others are published ones; the log says how each does on your densities.</source>
            <translation>none: Punkte ohne Dichte haben keinen Vorrat. best: die mit dem kleinsten Fehler an Ihren gemessenen Dichten, von denen es mindestens zehn geben muss. own: die Funktion unten. Die übrigen sind veröffentlichte; das Protokoll sagt, wie gut jede an Ihren Dichten ist.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. Other forms are inverse, logarithm, exponential and mixture; see the help.</source>
            <translation>Eine Form und ihre Koeffizienten, mit o für die Prozent organischer Substanz: linear 1.62 -0.06 ist 1.62 - 0.06 o. Andere Formen sind inverse, logarithm, exponential und mixture; siehe die Hilfe.</translation>
        </message>
        <message>
            <source>A number, a field or an expression; empty: none is known.</source>
            <translation>Eine Zahl, ein Feld oder ein Ausdruck; leer: keiner ist bekannt.</translation>
        </message>
        <message>
            <source>Estimated ones have that of the pedotransfer function.</source>
            <translation>Geschätzte haben den der Pedotransferfunktion.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals, such as ("upper" - "lower") / 2.</source>
            <translation>stddev: Standardabweichungen. half_90: die Hälfte von 90-%-Intervallen, etwa ("upper" - "lower") / 2.</translation>
        </message>
        <message>
            <source>Adds the stock in so many tonnes of fine earth, the same at all points: to compare land uses or years whose bulk densities differ. 3900 is 30 cm with a density of 1.3 g/cm3.</source>
            <translation>Fügt den Vorrat in so vielen Tonnen Feinerde hinzu, an allen Punkten gleich: um Landnutzungen oder Jahre zu vergleichen, deren Lagerungsdichten sich unterscheiden. 3900 sind 30 cm bei einer Dichte von 1,3 g/cm3.</translation>
        </message>
        <message>
            <source>A field that is different for every sample; findings name samples by it.</source>
            <translation>Ein Feld, das für jede Probe anders ist; Befunde nennen Proben damit.</translation>
        </message>
        <message>
            <source>Stocks</source>
            <translation>Vorräte</translation>
        </message>
        <message>
            <source>The points with their stock, its standard deviation, and the bulk density used.</source>
            <translation>Die Punkte mit ihrem Vorrat, dessen Standardabweichung und der verwendeten Lagerungsdichte.</translation>
        </message>
        <message>
            <source>A point for every part that is missing or cannot be right.</source>
            <translation>Ein Punkt für jeden Teil, der fehlt oder nicht stimmen kann.</translation>
        </message>
        <message>
            <source>Pedotransfer function for missing bulk densities</source>
            <translation>Pedotransferfunktion für fehlende Lagerungsdichten</translation>
        </message>
        <message>
            <source>What the errors are</source>
            <translation>Was die Fehler sind</translation>
        </message>
        <message>
            <source>Equivalent soil mass (t/ha, 0 = none)</source>
            <translation>Äquivalente Bodenmasse (t/ha, 0 = keine)</translation>
        </message>
        <message>
            <source>Soil organic carbon (g/kg)</source>
            <translation>Organischer Bodenkohlenstoff (g/kg)</translation>
        </message>
        <message>
            <source>Bulk density (g/cm3)</source>
            <translation>Lagerungsdichte (g/cm3)</translation>
        </message>
        <message>
            <source>Coarse fragments (% of the volume)</source>
            <translation>Grobboden (% des Volumens)</translation>
        </message>
        <message>
            <source>Thickness (cm)</source>
            <translation>Mächtigkeit (cm)</translation>
        </message>
        <message>
            <source>Own pedotransfer function</source>
            <translation>Eigene Pedotransferfunktion</translation>
        </message>
        <message>
            <source>Error of soil organic carbon (g/kg)</source>
            <translation>Fehler des organischen Bodenkohlenstoffs (g/kg)</translation>
        </message>
        <message>
            <source>Error of measured bulk densities (g/cm3)</source>
            <translation>Fehler gemessener Lagerungsdichten (g/cm3)</translation>
        </message>
        <message>
            <source>Error of coarse fragments (% of the volume)</source>
            <translation>Fehler des Grobbodens (% des Volumens)</translation>
        </message>
        <message>
            <source>Error of the thickness (cm)</source>
            <translation>Fehler der Mächtigkeit (cm)</translation>
        </message>
        <message>
            <source>Terrain Covariates</source>
            <translation>Relief-Kovariaten</translation>
        </message>
        <message>
            <source>Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each.</source>
            <translation>Leitet Neigung, Rauheit, Lage, Feuchte und Abflusskraft aus einem Höhenmodell ab: je eine Datei.</translation>
        </message>
        <message>
            <source>terrain,DEM,elevation,slope,aspect,northness,wetness,TWI,ruggedness,topography,relief,covariates</source>
            <translation>Gelände,DHM,Höhe,Hangneigung,Exposition,Northness,Feuchte,TWI,Rauigkeit,Topographie,Relief,Kovariaten</translation>
        </message>
        <message>
            <source>Unit of elevation</source>
            <translation>Einheit der Höhe</translation>
        </message>
        <message>
            <source>A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi, and where wanted of northness and eastness. The folder itself can be given to Build Patch Dataset as static covariates. Files of other names in it stay.</source>
            <translation>Ein GeoTIFF für jedes von elev, slp, tri, rough, vrm, tpi, cti und spi, und wo gewünscht von northness und eastness. Der Ordner selbst kann „Patch-Datensatz erstellen“ als statische Kovariaten angegeben werden. Dateien anderen Namens bleiben darin erhalten.</translation>
        </message>
        <message>
            <source>Digital elevation model</source>
            <translation>Digitales Höhenmodell</translation>
        </message>
        <message>
            <source>A raster of elevations in a projected CRS, reaching beyond the study area on every side: water from outside is not known, and the outermost pixels have no slope.</source>
            <translation>Ein Raster der Höhen in einem projizierten KBS, das auf allen Seiten über das Untersuchungsgebiet hinausreicht: Wasser von außerhalb ist unbekannt, und die äußersten Pixel haben keine Neigung.</translation>
        </message>
        <message>
            <source>Northness and eastness too</source>
            <translation>Auch Northness und Eastness</translation>
        </message>
        <message>
            <source>Adds how far slopes lean to the north and to the east, -1 to 1. Take them where sunny and shady slopes, or windward and lee ones, differ: a CNN-LSTM that turns its patches in training cannot see a direction in elevations.</source>
            <translation>Ergänzt, wie stark Hänge nach Norden und nach Osten geneigt sind, -1 bis 1. Nehmen Sie sie, wo sich Sonn- und Schatthänge oder Luv und Lee unterscheiden: ein CNN-LSTM, das seine Patches im Training dreht, sieht in Höhen keine Richtung.</translation>
        </message>
        <message>
            <source>auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in metres; us-ft is the foot of the US survey.</source>
            <translation>auto: wie das Band oder das vertikale KBS des Rasters sagt, Meter, wo beide nichts sagen. Ergebnisse sind in Metern; us-ft ist der Fuß der US-Vermessung.</translation>
        </message>
        <message>
            <source>How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a million pixels, and are refused beyond it; the others are calculated in tiles.</source>
            <translation>Wie viel Arbeitsspeicher belegt werden darf. Feuchte und Abflusskraft brauchen das ganze Höhenmodell auf einmal, etwa 50 MB je Million Pixel, und werden darüber abgelehnt; die anderen werden in Kacheln berechnet.</translation>
        </message>
        <message>
            <source>Remove Python Environment</source>
            <translation>Python-Umgebung entfernen</translation>
        </message>
        <message>
            <source>Removes the Python environments of SOC Map from this computer, before or after uninstalling the plugin.</source>
            <translation>Entfernt die Python-Umgebungen von SOC Map von diesem Rechner, vor oder nach dem Deinstallieren der Erweiterung.</translation>
        </message>
        <message>
            <source>python,environment,remove,uninstall,disk space</source>
            <translation>Python,Umgebung,entfernen,deinstallieren,Speicherplatz</translation>
        </message>
        <message>
            <source>Keep this version's environment</source>
            <translation>Umgebung dieser Version behalten</translation>
        </message>
        <message>
            <source>Removes only the environments that older versions of SOC Map left.</source>
            <translation>Entfernt nur die Umgebungen, die ältere Versionen von SOC Map hinterlassen haben.</translation>
        </message>
        <message>
            <source>Freed disk space (MB)</source>
            <translation>Freigegebener Speicherplatz (MB)</translation>
        </message>
        <message>
            <source>There is no environment to remove.</source>
            <translation>Es gibt keine Umgebung zu entfernen.</translation>
        </message>
        <message>
            <source>Removed {} ({} MB).</source>
            <translation>{} entfernt ({} MB).</translation>
        </message>
        <message>
            <source>A set-up is at work in {}; wait until it has ended, or cancel it.</source>
            <translation>In {} läuft gerade eine Einrichtung; warten Sie, bis sie beendet ist, oder brechen Sie sie ab.</translation>
        </message>
        <message>
            <source>Set Up Python Environment</source>
            <translation>Python-Umgebung einrichten</translation>
        </message>
        <message>
            <source>Makes the Python environment in which the other algorithms of SOC Map work. Needed once.</source>
            <translation>Macht die Python-Umgebung, in der die anderen Algorithmen von SOC Map arbeiten. Einmal nötig.</translation>
        </message>
        <message>
            <source>python,environment,install,set up,setup,pytorch,packages,gpu,cuda</source>
            <translation>Python,Umgebung,installieren,einrichten,PyTorch,Pakete,GPU,CUDA</translation>
        </message>
        <message>
            <source>Python interpreter (empty = find one)</source>
            <translation>Python-Interpreter (leer = einen suchen)</translation>
        </message>
        <message>
            <source>The Python, 3.11 to 3.14, that the environment is made from. It is not changed. Empty: the best one on this computer is taken; never QGIS itself.</source>
            <translation>Das Python, 3.11 bis 3.14, aus dem die Umgebung gemacht wird. Es wird nicht verändert. Leer: Das beste auf diesem Rechner wird genommen; nie QGIS selbst.</translation>
        </message>
        <message>
            <source>cpu: the build of PyTorch for the processor, 1.4 GB on the disk. cuda: the one for NVIDIA graphics cards, about 5.3 GB, on Linux and Windows. While it is set up it takes 2.5 GB, or 9 GB with cuda.</source>
            <translation>cpu: PyTorch für den Prozessor, 1,4 GB auf der Festplatte. cuda: das für Grafikkarten von NVIDIA, etwa 5,3 GB, unter Linux und Windows. Während der Einrichtung sind es 2,5 GB, mit cuda 9 GB.</translation>
        </message>
        <message>
            <source>Folder of wheels (empty = download)</source>
            <translation>Ordner mit Wheels (leer = herunterladen)</translation>
        </message>
        <message>
            <source>For computers without network: a folder with the wheels of all packages, as made by pip download on another computer of the same kind.</source>
            <translation>Für Rechner ohne Netz: ein Ordner mit den Wheels aller Pakete, wie ihn pip download auf einem anderen Rechner derselben Art erzeugt.</translation>
        </message>
        <message>
            <source>More options for pip</source>
            <translation>Weitere Optionen für pip</translation>
        </message>
        <message>
            <source>Options added to pip install, for example another index or a proxy: --proxy proxy.example.org:3128. The proxy of QGIS's own options is used anyway.</source>
            <translation>Optionen, die an pip install angehängt werden, zum Beispiel ein anderer Index oder ein Proxy: --proxy proxy.example.org:3128. Der Proxy aus den Optionen von QGIS wird ohnehin verwendet.</translation>
        </message>
        <message>
            <source>Make the environment anew</source>
            <translation>Die Umgebung neu machen</translation>
        </message>
        <message>
            <source>An environment that works is left as it is, and one that does not work is made anew; this makes it anew in any case.</source>
            <translation>Eine Umgebung, die funktioniert, bleibt, wie sie ist, und eine, die nicht funktioniert, wird neu gemacht; dies macht sie in jedem Fall neu.</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Compute on</source>
            <translation>Rechnen auf</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Umgebung</translation>
        </message>
        <message>
            <source>The Python interpreter is {} ({}).</source>
            <translation>Der Python-Interpreter ist {} ({}).</translation>
        </message>
        <message>
            <source>No Python {} to {} that can make environments was found on this computer; install one and name it in PYTHON.</source>
            <translation>Kein Python {} bis {}, das Umgebungen machen kann, wurde auf diesem Rechner gefunden; installieren Sie eines und nennen Sie es in PYTHON.</translation>
        </message>
        <message>
            <source>{} to {}</source>
            <translation>{} bis {}</translation>
        </message>
        <message>
            <source>predicted much too high</source>
            <translation>viel zu hoch vorhergesagt</translation>
        </message>
        <message>
            <source>predicted too high</source>
            <translation>zu hoch vorhergesagt</translation>
        </message>
        <message>
            <source>about right</source>
            <translation>etwa richtig</translation>
        </message>
        <message>
            <source>predicted too low</source>
            <translation>zu niedrig vorhergesagt</translation>
        </message>
        <message>
            <source>predicted much too low</source>
            <translation>viel zu niedrig vorhergesagt</translation>
        </message>
        <message>
            <source>Residuals of {}: observed - predicted</source>
            <translation>Residuen von {}: beobachtet - vorhergesagt</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>außerhalb</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>innerhalb</translation>
        </message>
        <message>
            <source>Map Document</source>
            <translation>Kartenblatt</translation>
        </message>
        <message>
            <source>4 Use</source>
            <translation>4 Nutzen</translation>
        </message>
        <message>
            <source>A map to hand on: a print layout and PDF, metadata by ISO 19115, and a table of checks.</source>
            <translation>Eine Karte zum Weitergeben: Drucklayout und PDF, Metadaten nach ISO 19115 und eine Tabelle von Prüfungen.</translation>
        </message>
        <message>
            <source>layout,print,PDF,legend,metadata,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,quality control,report,licence</source>
            <translation>Layout,Druck,PDF,Legende,Metadaten,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,Qualitätskontrolle,Bericht,Lizenz</translation>
        </message>
        <message>
            <source>The sheet as a template for the layouts of any project; that of the open project has it as a layout.</source>
            <translation>Das Blatt als Vorlage für die Layouts jedes Projekts; das geöffnete Projekt hat es als Layout.</translation>
        </message>
        <message>
            <source>Metadata by ISO 19115 (ISO/TS 19139), and beside it a QMD file of the same name for QGIS.</source>
            <translation>Metadaten nach ISO 19115 (ISO/TS 19139), und daneben eine QMD-Datei gleichen Namens für QGIS.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with the same pixels, and title, licence and all the rest in it. The map itself is left as it is. Give it the name under which the map is handed on.</source>
            <translation>Ein cloud-optimiertes GeoTIFF mit denselben Pixeln, und Titel, Lizenz und allem Übrigen darin. Die Karte selbst bleibt, wie sie ist. Geben Sie ihm den Namen, unter dem die Karte weitergegeben wird.</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfungen</translation>
        </message>
        <message>
            <source>What was checked: pass or fail, found and expected.</source>
            <translation>Was geprüft wurde: bestanden oder nicht, gefunden und erwartet.</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message>
            <source>The map to hand on. Its first band counts.</source>
            <translation>Die Karte zum Weitergeben. Ihr erstes Band zählt.</translation>
        </message>
        <message>
            <source>Of the sheet and in the metadata; empty: soil organic carbon.</source>
            <translation>Des Blattes und in den Metadaten; leer: organischer Bodenkohlenstoff.</translation>
        </message>
        <message>
            <source>Size of the sheet, and whether it lies or stands.</source>
            <translation>Größe des Blattes, und ob es liegt oder steht.</translation>
        </message>
        <message>
            <source>A raster of lower limits of the map's prediction intervals.</source>
            <translation>Ein Raster der unteren Grenzen der Vorhersageintervalle der Karte.</translation>
        </message>
        <message>
            <source>A raster of upper limits: with both the width of the intervals is a small map.</source>
            <translation>Ein Raster der oberen Grenzen: mit beiden wird die Breite der Intervalle eine kleine Karte.</translation>
        </message>
        <message>
            <source>A raster that is 1 where the map may be relied on and 0 where not: another small map.</source>
            <translation>Ein Raster, das 1 ist, wo man sich auf die Karte verlassen kann, und 0, wo nicht: noch eine kleine Karte.</translation>
        </message>
        <message>
            <source>Points that are shown on the map.</source>
            <translation>Punkte, die auf der Karte gezeigt werden.</translation>
        </message>
        <message>
            <source>The model that made the map: it knows method, number of samples and covariates.</source>
            <translation>Das Modell, das die Karte gemacht hat: es kennt Verfahren, Zahl der Proben und Kovariablen.</translation>
        </message>
        <message>
            <source>The metrics of Validate Map or of Cross-Validate; of the latter the rows of the model count.</source>
            <translation>Die Maße von Validate Map oder von Cross-Validate; von letzterem zählen die Zeilen des Modells.</translation>
        </message>
        <message>
            <source>What the values are of, for example 0-30 cm.</source>
            <translation>Wofür die Werte gelten, zum Beispiel 0-30 cm.</translation>
        </message>
        <message>
            <source>Empty: the one that the file of the map names.</source>
            <translation>Leer: die, welche die Datei der Karte nennt.</translation>
        </message>
        <message>
            <source>The years or dates that the map is about, such as 2002-2011.</source>
            <translation>Die Jahre oder Tage, von denen die Karte handelt, etwa 2002-2011.</translation>
        </message>
        <message>
            <source>The organisation or person to ask.</source>
            <translation>Die Organisation oder Person, die man fragen kann.</translation>
        </message>
        <message>
            <source>Stands in the metadata only.</source>
            <translation>Steht nur in den Metadaten.</translation>
        </message>
        <message>
            <source>Under which the map may be used, such as CC BY 4.0.</source>
            <translation>Unter der die Karte benutzt werden darf, etwa CC BY 4.0.</translation>
        </message>
        <message>
            <source>Of samples and covariates, as they want to be cited.</source>
            <translation>Von Proben und Kovariablen, so wie sie zitiert werden wollen.</translation>
        </message>
        <message>
            <source>gsnmap: name, projection, resolution, unit and range of a soil organic carbon map of the Global Soil Nutrient Map; gsocseq: name, unit and range of a map of stocks of the Global Soil Organic Carbon Sequestration Potential Map.</source>
            <translation>gsnmap: Name, Projektion, Auflösung, Einheit und Bereich einer Karte des organischen Bodenkohlenstoffs der Global Soil Nutrient Map; gsocseq: Name, Einheit und Bereich einer Vorratskarte der Global Soil Organic Carbon Sequestration Potential Map.</translation>
        </message>
        <message>
            <source>Instead of the one that the model gives.</source>
            <translation>Anstelle dessen, den das Modell gibt.</translation>
        </message>
        <message>
            <source>Instead of the one from the measures.</source>
            <translation>Anstelle dessen aus den Maßen.</translation>
        </message>
        <message>
            <source>As you number your maps.</source>
            <translation>So wie Sie Ihre Karten nummerieren.</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>Blatt</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>PDF-Dateien (*.pdf)</translation>
        </message>
        <message>
            <source>The sheet, to print and to send.</source>
            <translation>Das Blatt, zum Drucken und Verschicken.</translation>
        </message>
        <message>
            <source>Layout template</source>
            <translation>Layoutvorlage</translation>
        </message>
        <message>
            <source>QGIS layout templates (*.qpt)</source>
            <translation>QGIS-Layoutvorlagen (*.qpt)</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>Metadaten</translation>
        </message>
        <message>
            <source>XML files (*.xml)</source>
            <translation>XML-Dateien (*.xml)</translation>
        </message>
        <message>
            <source>Width of the intervals</source>
            <translation>Breite der Intervalle</translation>
        </message>
        <message>
            <source>Upper minus lower limit, where both are given.</source>
            <translation>Obere minus untere Grenze, wo beide gegeben sind.</translation>
        </message>
        <message>
            <source>Copy of the map with its metadata</source>
            <translation>Kopie der Karte mit ihren Metadaten</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Papier</translation>
        </message>
        <message>
            <source>Rules of FAO to check by</source>
            <translation>Regeln der FAO für die Prüfung</translation>
        </message>
        <message>
            <source>Metadata for QGIS</source>
            <translation>Metadaten für QGIS</translation>
        </message>
        <message>
            <source>Checks passed</source>
            <translation>Bestandene Prüfungen</translation>
        </message>
        <message>
            <source>Checks failed</source>
            <translation>Nicht bestandene Prüfungen</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Proben</translation>
        </message>
        <message>
            <source>Measures of accuracy</source>
            <translation>Genauigkeitsmaße</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Tiefe</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Einheit</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>Zeitraum</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Ansprechpartner</translation>
        </message>
        <message>
            <source>E-mail of the contact</source>
            <translation>E-Mail des Ansprechpartners</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Quellen</translation>
        </message>
        <message>
            <source>Sentence on the method</source>
            <translation>Satz zum Verfahren</translation>
        </message>
        <message>
            <source>Sentence on the accuracy</source>
            <translation>Satz zur Genauigkeit</translation>
        </message>
        <message>
            <source>Version of the map</source>
            <translation>Version der Karte</translation>
        </message>
        <message>
            <source>The project has the layout {}: Project &gt; Layouts.</source>
            <translation>Das Projekt hat das Layout {}: Projekt &gt; Layouts.</translation>
        </message>
        <message>
            <source>Where to Sample</source>
            <translation>Wo beproben</translation>
        </message>
        <message>
            <source>Proposes places for new samples: for a better map, or to judge a map without bias.</source>
            <translation>Schlägt Orte für neue Proben vor: für eine bessere Karte, oder um eine Karte unverzerrt zu beurteilen.</translation>
        </message>
        <message>
            <source>sampling design,sample,points,latin hypercube,k-means,coverage,stratified,random,validation,field campaign</source>
            <translation>Stichprobenplan,Probe,Punkte,Latin Hypercube,k-Means,Abdeckung,geschichtet,zufällig,Validierung,Feldkampagne</translation>
        </message>
        <message>
            <source>A map of the places, and what they change, for reading.</source>
            <translation>Eine Karte der Orte, und was sie ändern, zum Lesen.</translation>
        </message>
        <message>
            <source>Sampling report</source>
            <translation>Bericht zur Beprobung</translation>
        </message>
        <message>
            <source>Rasters by which places are compared, and which say where samples can be: a place has to have a value in all of them. Bands of one variable and several years count as their mean. To judge a map, give the map itself.</source>
            <translation>Raster, nach denen Orte verglichen werden und die sagen, wo Proben liegen können: ein Ort muss in allen einen Wert haben. Bänder einer Variable und mehrerer Jahre zählen als ihr Mittel. Um eine Karte zu beurteilen, geben Sie die Karte selbst an.</translation>
        </message>
        <message>
            <source>A model whose covariates are taken, from the files that its dataset was built of.</source>
            <translation>Ein Modell, dessen Kovariaten genommen werden, aus den Dateien, aus denen sein Datensatz entstand.</translation>
        </message>
        <message>
            <source>Points that are sampled already, in any CRS: new ones for a better map go where these are not.</source>
            <translation>Punkte, die schon beprobt sind, in beliebigem KBS: neue für eine bessere Karte liegen dort, wo diese nicht sind.</translation>
        </message>
        <message>
            <source>Polygons in which samples can be taken. Selection and filter are honoured.</source>
            <translation>Polygone, in denen beprobt werden kann. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>How many places are proposed.</source>
            <translation>Wie viele Orte vorgeschlagen werden.</translation>
        </message>
        <message>
            <source>For a better map - coverage: spread over all that the covariates have, given the samples there are; latin: so that every covariate is sampled in all of its range (conditioned Latin hypercube); dissimilarity: where the covariates are least like those of any sample. For an honest verdict - random: every place with the same chance; stratified: at random in compact strata, mostly the best.</source>
            <translation>Für eine bessere Karte - coverage: verteilt über alles, was die Kovariaten haben, zusätzlich zu den vorhandenen Proben; latin: so, dass jede Kovariate in ihrem ganzen Bereich beprobt wird (Conditioned Latin Hypercube); dissimilarity: wo die Kovariaten denen jeder Probe am wenigsten gleichen. Für ein ehrliches Urteil - random: jeder Ort mit gleicher Chance; stratified: zufällig in kompakten Schichten, meist das Beste.</translation>
        </message>
        <message>
            <source>A raster of what it costs to get to a place, such as hours from a road: cheap places are preferred among similar ones. Not with random and stratified.</source>
            <translation>Ein Raster dessen, was es kostet, zu einem Ort zu gelangen, etwa Stunden von einer Straße: unter ähnlichen Orten werden günstige vorgezogen. Nicht bei random und stratified.</translation>
        </message>
        <message>
            <source>A raster such as the width of the map's intervals: with dissimilarity, places with large values are preferred. Not with random and stratified.</source>
            <translation>Ein Raster wie die Breite der Intervalle der Karte: bei dissimilarity werden Orte mit großen Werten vorgezogen. Nicht bei random und stratified.</translation>
        </message>
        <message>
            <source>Between places, and to the samples that there are. Not with random and stratified.</source>
            <translation>Zwischen den Orten und zu den vorhandenen Proben. Nicht bei random und stratified.</translation>
        </message>
        <message>
            <source>With random and stratified: so many more, which replace places that cannot be reached.</source>
            <translation>Bei random und stratified: so viele mehr, die unerreichbare Orte ersetzen.</translation>
        </message>
        <message>
            <source>The same seed and data give the same places.</source>
            <translation>Derselbe Startwert und dieselben Daten ergeben dieselben Orte.</translation>
        </message>
        <message>
            <source>Proposed samples</source>
            <translation>Vorgeschlagene Proben</translation>
        </message>
        <message>
            <source>Points in the order of use; of random and stratified ones with stratum and probability.</source>
            <translation>Punkte in der Reihenfolge ihrer Verwendung; bei random und stratified mit Schicht und Wahrscheinlichkeit.</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>Orte</translation>
        </message>
        <message>
            <source>Least distance (m)</source>
            <translation>Mindestabstand (m)</translation>
        </message>
        <message>
            <source>Places in reserve</source>
            <translation>Orte in Reserve</translation>
        </message>
        <message>
            <source>Covariates (empty = those of the model)</source>
            <translation>Kovariaten (leer = die des Modells)</translation>
        </message>
        <message>
            <source>Samples that there are</source>
            <translation>Vorhandene Proben</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Kosten</translation>
        </message>
        <message>
            <source>Uncertainty</source>
            <translation>Unsicherheit</translation>
        </message>
        <message>
            <source>Values: {} to {}, mean {}</source>
            <translation>Werte: {} bis {}, Mittel {}</translation>
        </message>
        <message>
            <source>Accuracy: not known.</source>
            <translation>Genauigkeit: nicht bekannt.</translation>
        </message>
        <message>
            <source>Width of the prediction interval</source>
            <translation>Breite des Vorhersageintervalls</translation>
        </message>
        <message>
            <source>Coordinate reference system: {}</source>
            <translation>Koordinatenbezugssystem: {}</translation>
        </message>
        <message>
            <source>Version: {}; made with {}</source>
            <translation>Version: {}; erstellt mit {}</translation>
        </message>
        <message>
            <source>{} % of it in the area of applicability, outside of which it is not to be relied on</source>
            <translation>{} % davon im Anwendungsbereich, außerhalb dessen man sich nicht darauf verlassen darf</translation>
        </message>
        <message>
            <source>Method: {}</source>
            <translation>Verfahren: {}</translation>
        </message>
        <message>
            <source>Accuracy: {}</source>
            <translation>Genauigkeit: {}</translation>
        </message>
        <message>
            <source>Sources: {}</source>
            <translation>Quellen: {}</translation>
        </message>
        <message>
            <source>Contact: {}</source>
            <translation>Ansprechpartner: {}</translation>
        </message>
        <message>
            <source>Licence: {}</source>
            <translation>Lizenz: {}</translation>
        </message>
        <message>
            <source>mean width of the intervals {}</source>
            <translation>mittlere Breite der Intervalle {}</translation>
        </message>
        <message>
            <source>SOC Stock Map</source>
            <translation>SOC-Vorratskarte</translation>
        </message>
        <message>
            <source>Turns maps of concentration, bulk density and coarse fragments into a map in t/ha with its error.</source>
            <translation>Rechnet Karten von Gehalt, Lagerungsdichte und Grobboden in eine Karte in t/ha mit ihrem Fehler um.</translation>
        </message>
        <message>
            <source>carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,raster calculator,GSOCmap,uncertainty</source>
            <translation>Kohlenstoffvorrat,t/ha,Lagerungsdichte,Pedotransfer,Grobboden,Steine,Rasterrechner,GSOCmap,Unsicherheit</translation>
        </message>
        <message>
            <source>The map of the concentration in the fine earth; the stocks have its pixels, onto which the other rasters are read.</source>
            <translation>Die Karte des Gehalts in der Feinerde; die Vorräte haben ihre Pixel, auf welche die anderen Raster gelesen werden.</translation>
        </message>
        <message>
            <source>What is coarser than 2 mm. Empty: none. A pixel without a value has no stock.</source>
            <translation>Was gröber als 2 mm ist. Leer: nichts. Ein Pixel ohne Wert hat keinen Vorrat.</translation>
        </message>
        <message>
            <source>Of the layer of soil that the maps are about, 30 for 0 to 30 cm.</source>
            <translation>Der Bodenschicht, von der die Karten handeln, 30 für 0 bis 30 cm.</translation>
        </message>
        <message>
            <source>none: pixels without a density have no stock. own: the function below. The others are published ones; SOC Stock says which is the best on your measured densities, and with which error.</source>
            <translation>none: Pixel ohne Dichte haben keinen Vorrat. own: die Funktion unten. Die übrigen sind veröffentlichte; SOC Stock sagt, welche an Ihren gemessenen Dichten die beste ist und mit welchem Fehler.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster: both limits together say how large the errors of the map are.</source>
            <translation>Die von Predict SOC Raster: beide Grenzen zusammen sagen, wie groß die Fehler der Karte sind.</translation>
        </message>
        <message>
            <source>That of Predict SOC Raster.</source>
            <translation>Die von Predict SOC Raster.</translation>
        </message>
        <message>
            <source>What part of new samples the limits are made to hold. 0: as the files of Predict SOC Raster say it, and 0.9 for limits that say nothing.</source>
            <translation>Welcher Teil neuer Proben in den Grenzen liegen soll. 0: wie es die Dateien von Predict SOC Raster sagen, und 0.9 für Grenzen, die nichts sagen.</translation>
        </message>
        <message>
            <source>A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is 1.62 - 0.06 o. The help of SOC Stock has the other forms.</source>
            <translation>Eine Form und ihre Koeffizienten, mit o für die Prozent organischer Substanz: linear 1.62 -0.06 ist 1.62 - 0.06 o. Die Hilfe von SOC Stock hat die anderen Formen.</translation>
        </message>
        <message>
            <source>As a standard deviation; SOC Stock finds it on your measured densities.</source>
            <translation>Als Standardabweichung; SOC Stock findet ihn an Ihren gemessenen Dichten.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of errors.</source>
            <translation>Anstelle von Grenzen: ein Raster der Fehler.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of bulk density; empty: none is known.</source>
            <translation>Ein Raster der Fehler der Karte der Lagerungsdichte; leer: keiner ist bekannt.</translation>
        </message>
        <message>
            <source>A raster of errors of the map of coarse fragments; empty: none is known.</source>
            <translation>Ein Raster der Fehler der Karte des Grobbodens; leer: keiner ist bekannt.</translation>
        </message>
        <message>
            <source>One number for all pixels; 0: the thickness is exact.</source>
            <translation>Eine Zahl für alle Pixel; 0: die Mächtigkeit ist genau.</translation>
        </message>
        <message>
            <source>stddev: standard deviations. half_90: half of 90 % intervals.</source>
            <translation>stddev: Standardabweichungen. half_90: die Hälfte von 90-%-Intervallen.</translation>
        </message>
        <message>
            <source>SOC stock</source>
            <translation>SOC-Vorrat</translation>
        </message>
        <message>
            <source>The map in t/ha, a cloud-optimised GeoTIFF.</source>
            <translation>Die Karte in t/ha, ein cloud-optimiertes GeoTIFF.</translation>
        </message>
        <message>
            <source>Standard deviation of the SOC stock</source>
            <translation>Standardabweichung des SOC-Vorrats</translation>
        </message>
        <message>
            <source>From the errors of the parts, of which one at least has to be given or estimated.</source>
            <translation>Aus den Fehlern der Teile, von denen mindestens einer gegeben oder geschätzt sein muss.</translation>
        </message>
        <message>
            <source>Error of estimated bulk densities (g/cm3)</source>
            <translation>Fehler geschätzter Lagerungsdichten (g/cm3)</translation>
        </message>
        <message>
            <source>Lower limit of soil organic carbon (g/kg)</source>
            <translation>Untere Grenze des organischen Bodenkohlenstoffs (g/kg)</translation>
        </message>
        <message>
            <source>Upper limit of soil organic carbon (g/kg)</source>
            <translation>Obere Grenze des organischen Bodenkohlenstoffs (g/kg)</translation>
        </message>
        <message>
            <source>Error of the bulk density (g/cm3)</source>
            <translation>Fehler der Lagerungsdichte (g/cm3)</translation>
        </message>
        <message>
            <source>Totals by Area</source>
            <translation>Summen nach Flächen</translation>
        </message>
        <message>
            <source>Means and totals of a map for districts or fields, with intervals that know errors to be alike nearby.</source>
            <translation>Mittel und Summen einer Karte für Bezirke oder Felder, mit Intervallen, die wissen, dass Fehler in der Nähe einander gleichen.</translation>
        </message>
        <message>
            <source>zonal statistics,total,stock,sum,mean,district,polygon,uncertainty,interval,correlogram,carbon stock,t/ha</source>
            <translation>zonale Statistik,Summe,Vorrat,Gesamtmenge,Mittelwert,Bezirk,Polygon,Unsicherheit,Intervall,Korrelogramm,Kohlenstoffvorrat,t/ha</translation>
        </message>
        <message>
            <source>Means and totals with intervals, and why these are as wide as they are.</source>
            <translation>Mittel und Summen mit Intervallen, und warum diese so weit sind, wie sie sind.</translation>
        </message>
        <message>
            <source>Report of totals</source>
            <translation>Bericht der Summen</translation>
        </message>
        <message>
            <source>Polygons such as districts, catchments or fields, in any CRS; they may overlap. Selection and filter are honoured.</source>
            <translation>Polygone wie Bezirke, Einzugsgebiete oder Felder, in beliebigem KBS; sie dürfen sich überlappen. Auswahl und Filter werden beachtet.</translation>
        </message>
        <message>
            <source>What areas are called in the report; empty: by the number of the feature.</source>
            <translation>Wie Flächen im Bericht heißen; leer: nach der Nummer des Objekts.</translation>
        </message>
        <message>
            <source>The raster to be added up. Of a stock in t/ha the totals are tonnes.</source>
            <translation>Das Raster, das summiert wird. Bei einem Vorrat in t/ha sind die Summen Tonnen.</translation>
        </message>
        <message>
            <source>A raster of upper limits; both together say how large errors are.</source>
            <translation>Ein Raster der oberen Grenzen; beide zusammen sagen, wie groß die Fehler sind.</translation>
        </message>
        <message>
            <source>The predictions of Cross-Validate or the residuals of Validate Map. They say how alike errors are at a distance, without which an interval of a total is far too narrow; alone they also say how large errors are.</source>
            <translation>Die Vorhersagen von „Kreuzvalidierung“ oder die Residuen von „Karte validieren“. Sie sagen, wie ähnlich Fehler in einer Entfernung sind, ohne das ein Intervall einer Summe viel zu eng ist; allein sagen sie auch, wie groß die Fehler sind.</translation>
        </message>
        <message>
            <source>Instead of limits: a raster of standard deviations of the map's errors, such as that of SOC Stock Map. The disagreement of an ensemble is only a small part of them.</source>
            <translation>Anstelle von Grenzen: ein Raster der Standardabweichungen der Fehler der Karte, etwa das von SOC Stock Map. Die Uneinigkeit eines Ensembles ist nur ein kleiner Teil davon.</translation>
        </message>
        <message>
            <source>Empty: the first field whose name ends in _residual. Choose that of the model that made the map.</source>
            <translation>Leer: das erste Feld, dessen Name auf _residual endet. Wählen Sie das des Modells, das die Karte gemacht hat.</translation>
        </message>
        <message>
            <source>For comparison with other programs only: it makes the intervals far too narrow.</source>
            <translation>Nur zum Vergleich mit anderen Programmen: es macht die Intervalle viel zu eng.</translation>
        </message>
        <message>
            <source>What part of the observations the limits of the map promise to hold, 0.9 for 90 %; the intervals of means and totals are made to the same share.</source>
            <translation>Welchen Teil der Beobachtungen die Grenzen der Karte versprechen, 0.9 für 90 %; die Intervalle der Mittel und Summen gelten für denselben Anteil.</translation>
        </message>
        <message>
            <source>Totals</source>
            <translation>Summen</translation>
        </message>
        <message>
            <source>The areas with hectares, share without values, and mean and total with their limits.</source>
            <translation>Die Flächen mit Hektar, Anteil ohne Werte, und Mittel und Summe mit ihren Grenzen.</translation>
        </message>
        <message>
            <source>Share that the limits hold</source>
            <translation>Anteil, den die Grenzen enthalten</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>Flächen</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Standardabweichung</translation>
        </message>
        <message>
            <source>Field of the residual (empty = the first)</source>
            <translation>Feld des Residuums (leer = das erste)</translation>
        </message>
        <message>
            <source>Take nearby errors as unrelated</source>
            <translation>Nahe Fehler sind unabhängig</translation>
        </message>
        <message>
            <source>About SOC Map</source>
            <translation>Über SOC Map</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Diagnose kopieren</translation>
        </message>
        <message>
            <source>Set Up Python Environment…</source>
            <translation>Python-Umgebung einrichten…</translation>
        </message>
        <message>
            <source>Quick Start</source>
            <translation>Schnellstart</translation>
        </message>
        <message>
            <source>Open the Demo</source>
            <translation>Demo öffnen</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>About SOC Map…</source>
            <translation>Über SOC Map…</translation>
        </message>
        <message>
            <source>SOC Map {}: soil organic carbon from samples, static patches and temporal sequences.</source>
            <translation>SOC Map {}: organischer Bodenkohlenstoff aus Proben, statischen Patches und zeitlichen Folgen.</translation>
        </message>
        <message>
            <source>The Python environment in {} stays when the plugin is uninstalled; run Remove Python Environment before, or remove the folder.</source>
            <translation>Die Python-Umgebung in {} bleibt, wenn die Erweiterung deinstalliert wird; führen Sie vorher „Python-Umgebung entfernen“ aus, oder löschen Sie den Ordner.</translation>
        </message>
        <message>
            <source>The demo cannot be copied ({}); free space there or correct its permissions.</source>
            <translation>Die Demo kann nicht kopiert werden ({}); schaffen Sie dort Platz oder berichtigen Sie die Rechte.</translation>
        </message>
        <message>
            <source>Jobs cancelled because the plugin was switched off or replaced: {}.</source>
            <translation>Abgebrochen, weil die Erweiterung ausgeschaltet oder ersetzt wurde: {}.</translation>
        </message>
        <message>
            <source>SOC Map: soil organic carbon mapping</source>
            <translation>SOC Map: Kartierung des organischen Bodenkohlenstoffs</translation>
        </message>
        <message>
            <source>Worker's Python interpreter</source>
            <translation>Python-Interpreter der Arbeitsumgebung</translation>
        </message>
        <message>
            <source>Leave blank for the environment of Set Up Python Environment</source>
            <translation>Leer lassen für die Umgebung von „Python-Umgebung einrichten“</translation>
        </message>
        <message>
            <source>The graphical model {} cannot be read; reinstall the plugin.</source>
            <translation>Das grafische Modell {} kann nicht gelesen werden; installieren Sie die Erweiterung neu.</translation>
        </message>
        <message>
            <source>next</source>
            <translation>als Nächstes</translation>
        </message>
        <message>
            <source>if you need it</source>
            <translation>wenn nötig</translation>
        </message>
        <message>
            <source>later</source>
            <translation>später</translation>
        </message>
        <message>
            <source>SOC Map: quick start</source>
            <translation>SOC Map: Schnellstart</translation>
        </message>
        <message>
            <source>Steps of the work</source>
            <translation>Schritte der Arbeit</translation>
        </message>
        <message>
            <source>Open the dialog</source>
            <translation>Dialog öffnen</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
    </context>
</TS>

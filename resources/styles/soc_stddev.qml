<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.40.6-Bratislava" styleCategories="Symbology|Legend">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" name="name" type="QString"/>
      <Option name="properties"/>
      <Option value="collection" name="type" type="QString"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling maxOversampling="2" zoomedOutResamplingMethod="nearestNeighbour" zoomedInResamplingMethod="nearestNeighbour" enabled="false"/>
    </provider>
    <rasterrenderer opacity="1" alphaBand="-1" classificationMin="0" classificationMax="50" band="1" type="singlebandpseudocolor" nodataColor="">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <rastershader>
        <colorrampshader maximumValue="50" labelPrecision="6" colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="0">
          <colorramp name="[source]" type="gradient">
            <Option type="Map">
              <Option value="252,251,253,255,rgb:0.9882352941176471,0.98431372549019602,0.99215686274509807,1" name="color1" type="QString"/>
              <Option value="63,0,125,255,rgb:0.24705882352941178,0,0.49019607843137253,1" name="color2" type="QString"/>
              <Option value="ccw" name="direction" type="QString"/>
              <Option value="0" name="discrete" type="QString"/>
              <Option value="gradient" name="rampType" type="QString"/>
              <Option value="rgb" name="spec" type="QString"/>
              <Option value="0.125;239,237,245,255,rgb:0.93725490196078431,0.92941176470588238,0.96078431372549022,1;rgb;ccw:0.25;218,218,235,255,rgb:0.85490196078431369,0.85490196078431369,0.92156862745098034,1;rgb;ccw:0.375;188,189,220,255,rgb:0.73725490196078436,0.74117647058823533,0.86274509803921573,1;rgb;ccw:0.5;158,154,200,255,rgb:0.61960784313725492,0.60392156862745094,0.78431372549019607,1;rgb;ccw:0.625;128,125,186,255,rgb:0.50196078431372548,0.49019607843137253,0.72941176470588232,1;rgb;ccw:0.75;106,81,163,255,rgb:0.41568627450980394,0.31764705882352939,0.63921568627450975,1;rgb;ccw:0.875;84,39,143,255,rgb:0.32941176470588235,0.15294117647058825,0.5607843137254902,1;rgb;ccw" name="stops" type="QString"/>
            </Option>
          </colorramp>
          <item value="0" alpha="255" label="0" color="#fcfbfd"/>
          <item value="6.25" alpha="255" label="6.25" color="#efedf5"/>
          <item value="12.5" alpha="255" label="12.5" color="#dadaeb"/>
          <item value="18.75" alpha="255" label="18.8" color="#bcbddc"/>
          <item value="25" alpha="255" label="25" color="#9e9ac8"/>
          <item value="31.25" alpha="255" label="31.3" color="#807dba"/>
          <item value="37.5" alpha="255" label="37.5" color="#6a51a3"/>
          <item value="43.75" alpha="255" label="43.8" color="#54278f"/>
          <item value="50" alpha="255" label="50" color="#3f007d"/>
          <rampLegendSettings minimumLabel="" suffix=" g/kg" prefix="" orientation="2" maximumLabel="" useContinuousLegend="1" direction="0">
            <numericFormat id="basic">
              <Option type="Map">
                <Option name="decimal_separator" type="invalid"/>
                <Option value="1" name="decimals" type="int"/>
                <Option value="0" name="rounding_type" type="int"/>
                <Option value="false" name="show_plus" type="bool"/>
                <Option value="true" name="show_thousand_separator" type="bool"/>
                <Option value="false" name="show_trailing_zeros" type="bool"/>
                <Option name="thousand_separator" type="invalid"/>
              </Option>
            </numericFormat>
          </rampLegendSettings>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
    <brightnesscontrast gamma="1" brightness="0" contrast="0"/>
    <huesaturation colorizeOn="0" colorizeBlue="128" saturation="0" colorizeRed="255" colorizeGreen="128" invertColors="0" colorizeStrength="100" grayscaleMode="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>

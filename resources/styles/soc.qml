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
              <Option value="255,255,229,255,rgb:1,1,0.89803921568627454,1" name="color1" type="QString"/>
              <Option value="102,37,6,255,rgb:0.40000000000000002,0.14509803921568629,0.02352941176470588,1" name="color2" type="QString"/>
              <Option value="ccw" name="direction" type="QString"/>
              <Option value="0" name="discrete" type="QString"/>
              <Option value="gradient" name="rampType" type="QString"/>
              <Option value="rgb" name="spec" type="QString"/>
              <Option value="0.125;255,247,188,255,rgb:1,0.96862745098039216,0.73725490196078436,1;rgb;ccw:0.25;254,227,145,255,rgb:0.99607843137254903,0.8901960784313725,0.56862745098039214,1;rgb;ccw:0.375;254,196,79,255,rgb:0.99607843137254903,0.7686274509803922,0.30980392156862746,1;rgb;ccw:0.5;254,153,41,255,rgb:0.99607843137254903,0.59999999999999998,0.16078431372549021,1;rgb;ccw:0.625;236,112,20,255,rgb:0.92549019607843142,0.4392156862745098,0.07843137254901961,1;rgb;ccw:0.75;204,76,2,255,rgb:0.80000000000000004,0.29803921568627451,0.00784313725490196,1;rgb;ccw:0.875;153,52,4,255,rgb:0.59999999999999998,0.20392156862745098,0.01568627450980392,1;rgb;ccw" name="stops" type="QString"/>
            </Option>
          </colorramp>
          <item value="0" alpha="255" label="0" color="#ffffe5"/>
          <item value="6.25" alpha="255" label="6.25" color="#fff7bc"/>
          <item value="12.5" alpha="255" label="12.5" color="#fee391"/>
          <item value="18.75" alpha="255" label="18.8" color="#fec44f"/>
          <item value="25" alpha="255" label="25" color="#fe9929"/>
          <item value="31.25" alpha="255" label="31.3" color="#ec7014"/>
          <item value="37.5" alpha="255" label="37.5" color="#cc4c02"/>
          <item value="43.75" alpha="255" label="43.8" color="#993404"/>
          <item value="50" alpha="255" label="50" color="#662506"/>
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

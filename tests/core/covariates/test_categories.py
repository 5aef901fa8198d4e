"""Categories by the names that products and people give."""

import pytest

from socmap_plugin.core.covariates.categories import guess_category, recognise_category

KNOWN = {
    "climate": """
        bio_1 wc2.1_30s_bio_12 MAT precipitation lst_night tmean temperature CHELSA_bio1_1981-2010 bio1 BIO01
        rainfall_mm
        CHELSA_bio12_1981-2010_V.2.1 tas_mean srad vpd aridity_index lst_day_mean wc2.1_2.5m_vapr_01 wc2.1_30s_wind_07
        wc2.1_10m_tavg CHELSA_gdd5_1981-2010 CHELSA_hurs_mean CHELSA_pet_penman_mean CHELSA_sfcWind_max CHELSA_rsds_1981
        annual_mean_temp MAP_mm MAP pr_sum CHELSA_pr_01_1981-2010 pet
    """,
    "terrain": """
        dem elevation slp tri plan.curvature TWI elev_90m temp_dem temp_clip_slope dem_map wc2.1_30s_elev hand MrVBF
        mrrtf VDepth valley_depth ls_factor LSfactor flowacc convergence_index plan_curv profile_curvature northness
        DAH topographic_wetness swi TWI_saga relative_slope_position rsp dsm DSM_30m SRTM srtm_elevation altitud
        pendiente MNT pcurv_90M tcurv aspect-cosine eastness dev-magnitude rough-scale elev-stdev vrm_100M geomorphon dx
        dxy prof_curv catchment_area normalized_height openness_positive wind_effect pcurvature height
        standardized_height
    """,
    "phenology": """
        Greenup_0 MidGreendown EVI_Area evi-amplitude NumCycles Peak_0 peak season_length start_of_season sos sl_cat
        EVI2_Minimum Onset_Greenness season
    """,
    "vegetation index": "evi MOD13A1_NDVI mean_EVI EVI2 NDWI msavi2 savi SAVI_2003 lai fpar season_wet_NDVI",
    "other": """
        M_MOD4 soil clay population soil_map geology_map landcover_map ESA_WorldCover_10m_2020_Map canopy_height
        ETH_GlobalCanopyHeight_10m_2020_mosaic_Map tree_height_2019 peak_flow sand_sl mat_parent parent_mat soil_mat
        pet_rock chm clay_0-5cm_mean phh2o_0-5cm bdod_5-15cm cfvo sand_sl1 B8_mean part.a ffreq
    """,
}
CASES = [(name, category) for category, names in KNOWN.items() for name in names.split()]


@pytest.mark.parametrize(("name", "category"), CASES)
def test_category_is_guessed_from_the_name(name, category):
    assert guess_category(name) == category


@pytest.mark.parametrize(
    ("name", "uncertain"),
    [("slope", False), ("greenup", False), ("temp", True), ("map", True), ("height", True), ("soil", False)],
)
def test_a_guess_by_a_word_of_several_meanings_is_uncertain(name, uncertain):
    assert recognise_category(name)[1] is uncertain

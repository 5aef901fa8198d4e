"""Ids, parameters and outputs of all algorithms and graphical models: what scripts and models of users depend on."""

from __future__ import annotations

TRAINING = (
    "PRESET MEMBERS EPOCHS PATIENCE VALIDATION LEARNING_RATE BATCH_SIZE DROPOUT WEIGHT_DECAY AUGMENT LOG_TARGET "
    "TUNE TUNING_GRID SEED DEVICE"
)
# Add to these names, never change them.
PUBLIC = {
    "setupenvironment": ("PYTHON COMPUTE WHEELS PIP_OPTIONS REBUILD", "ENVIRONMENT"),
    "removeenvironment": ("KEEP_CURRENT", "FREED_MB"),
    "annualevi": ("INPUT EXTENT YEARS MASKED MINIMUM", "FOLDER LAYERS COUNT"),
    "terraincovariates": ("DEM DIRECTIONS ELEVATION_UNIT MEMORY_MB", "FOLDER LAYERS"),
    "importphenology": ("INPUT CYCLE QUALITY EXTENT YEARS CRS QUALITY_LAYER DATE_ORIGIN", "FOLDER LAYERS"),
    "listcovariates": ("STATIC TEMPORAL TIME_PATTERN REFERENCE COVARIATE_NAMES", "TABLE"),
    "buildpatchdataset": (
        "SAMPLES TARGET UNIT STRATA ID STATIC TEMPORAL TIME_PATTERN CATEGORIES WINDOW REFERENCE TEMPORAL_RESAMPLING "
        "COVARIATE_NAMES COVARIATE_TABLE",
        "DATASET DROPPED REPORT",
    ),
    "traincnnlstm": (f"DATASET CATEGORIES {TRAINING} HYBRID STACK CALIBRATION", "MODEL REPORT"),
    "trainrandomforest": (
        "DATASET CATEGORIES TREE_KIND FEATURES COORDINATES LOG_TARGET TREES MAX_FEATURES MIN_LEAF SEED CALIBRATION",
        "MODEL REPORT",
    ),
    "crossvalidate": (
        "DATASET MODELS COVARIATE_GROUPS FOLDS REPEATS SCHEME BLOCK_SIZE AREA FOLD_LAYER FOLD_FIELD SELECT "
        f"{TRAINING} TREES MAX_FEATURES MIN_LEAF SCHEDULER EFFECTS",
        "PREDICTIONS METRICS IMPORTANCE REPORT RMSE R2",
    ),
    "predictsocraster": (
        "MODEL COVARIATES EXTENT MASK COLOURS LIKE DEVICE MEMORY_MB SCHEDULER COVARIATE_NAMES COVERAGE",
        "OUTPUT LOWER UPPER STDDEV DISSIMILARITY DENSITY AOA OUTSIDE_AREA MAPPED_PERCENT OUTSIDE_PERCENT "
        "MINIMUM QUARTILE_1 MEDIAN QUARTILE_3 MAXIMUM",
    ),
    "validatemap": (
        "MAP LOWER UPPER POINTS OBSERVED DESIGN STRATUM STRATA_LAYER STRATA_AREAS PROBABILITY COVERAGE",
        "RESIDUALS METRICS REPORT RMSE R2 BIAS",
    ),
    "mapeverygroup": (
        f"DATASET MODELS COVARIATE_GROUPS EXTENT MASK {TRAINING} TREES MAX_FEATURES MIN_LEAF MEMORY_MB",
        "FOLDER LAYERS PICTURE REPORT",
    ),
    "comparemaps": ("MAPS LOWERS UPPERS ZONES NAME", "DIFFERENCE STATISTICS REPORT"),
    "zonalstock": (
        "ZONES NAME MAP LOWER UPPER STDDEV RESIDUALS RESIDUAL_FIELD UNCORRELATED COVERAGE",
        "OUTPUT REPORT",
    ),
    "proposesamples": (
        "COVARIATES MODEL EXISTING MASK COST UNCERTAINTY COUNT RESERVE METHOD MINIMUM_DISTANCE SEED",
        "OUTPUT REPORT",
    ),
    "checksamples": ("SAMPLES TARGET UNIT COVARIATES AREA ID DATE DEVIATIONS", "FINDINGS REPORT"),
    "mapdocument": (
        "MAP TITLE PAPER LOWER UPPER AOA SAMPLES MODEL VALIDATION DEPTH UNIT PERIOD CONTACT EMAIL LICENCE SOURCES "
        "NAMING METHOD ACCURACY VERSION",
        "PDF LAYOUT METADATA QMD CHECKS WIDTH COPY PASSED FAILED",
    ),
    "harmonizedepths": (
        "HORIZONS PROFILE TOP BOTTOM VALUES DEPTHS METHOD LAMBDA DEPTH_UNIT SITES SITES_PROFILE",
        "OUTPUT FINDINGS",
    ),
    "socstock": (
        "SAMPLES SOC BULK_DENSITY STONES THICKNESS PEDOTRANSFER OWN_FUNCTION SOC_ERROR BULK_DENSITY_ERROR STONES_ERROR "
        "THICKNESS_ERROR ERROR_KIND REFERENCE_MASS ID SEED",
        "OUTPUT FINDINGS",
    ),
    "socstockmap": (
        "SOC BULK_DENSITY STONES THICKNESS PEDOTRANSFER OWN_FUNCTION DENSITY_ERROR SOC_ERROR SOC_LOWER SOC_UPPER "
        "COVERAGE BULK_DENSITY_ERROR STONES_ERROR THICKNESS_ERROR ERROR_KIND",
        "OUTPUT STDDEV",
    ),
    "covariates_to_dataset": (
        "SAMPLES TARGET DEM CLIMATE PHENOLOGY",
        "terrain_covariates phenology patch_dataset dropped_samples dataset_report",
    ),
    "soc_map_validated": (
        "SAMPLES TARGET STRATA STATIC TEMPORAL MASK",
        "patch_dataset dropped_samples dataset_report predictions metrics validation_report model training_report "
        "soil_organic_carbon spread_of_the_members lower_limit_of_soil_organic_carbon "
        "upper_limit_of_soil_organic_carbon area_of_applicability outside_the_area_of_applicability",
    ),
    "profiles_to_totals": (
        "HORIZONS PROFILE TOP BOTTOM SOC BULK_DENSITY STONES PEDOTRANSFER STATIC TEMPORAL ZONES NAME",
        "findings_in_the_horizons findings_in_the_stocks stocks_of_the_profiles dataset_report predictions "
        "validation_report model map_of_the_stock lower_limit upper_limit totals report_of_totals",
    ),
    "soc_mapping": (
        "SAMPLES TARGET STATIC TEMPORAL",
        "soil_organic_carbon standard_deviation_of_the_ensemble lower_limit_of_soil_organic_carbon "
        "upper_limit_of_soil_organic_carbon area_of_applicability outside_the_area_of_applicability patch_dataset "
        "dropped_samples dataset_report model training_report",
    ),
}

/* The files of the Python client; .ci/embed-client writes this list. */
#include "CPythonClient.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../PythonClient/plateau_client/__init__.py" suffix(, )
    0};

static const unsigned char file_1[] = {
#embed "../PythonClient/plateau_client/adapters/__init__.py" suffix(, )
    0};

static const unsigned char file_2[] = {
#embed "../PythonClient/plateau_client/adapters/counting.py" suffix(, )
    0};

static const unsigned char file_3[] = {
#embed "../PythonClient/plateau_client/adapters/framework.py" suffix(, )
    0};

static const unsigned char file_4[] = {
#embed "../PythonClient/plateau_client/adapters/framework_facts.py" suffix(, )
    0};

static const unsigned char file_5[] = {
#embed "../PythonClient/plateau_client/adapters/framework_training.py" suffix(, )
    0};

static const unsigned char file_6[] = {
#embed "../PythonClient/plateau_client/adapters/keras.py" suffix(, )
    0};

static const unsigned char file_7[] = {
#embed "../PythonClient/plateau_client/adapters/keras_attach.py" suffix(, )
    0};

static const unsigned char file_8[] = {
#embed "../PythonClient/plateau_client/adapters/keras_bests.py" suffix(, )
    0};

static const unsigned char file_9[] = {
#embed "../PythonClient/plateau_client/adapters/keras_classes.py" suffix(, )
    0};

static const unsigned char file_10[] = {
#embed "../PythonClient/plateau_client/adapters/keras_evaluation.py" suffix(, )
    0};

static const unsigned char file_11[] = {
#embed "../PythonClient/plateau_client/adapters/keras_fits.py" suffix(, )
    0};

static const unsigned char file_12[] = {
#embed "../PythonClient/plateau_client/adapters/keras_links.py" suffix(, )
    0};

static const unsigned char file_13[] = {
#embed "../PythonClient/plateau_client/adapters/keras_rate.py" suffix(, )
    0};

static const unsigned char file_14[] = {
#embed "../PythonClient/plateau_client/adapters/keras_reason.py" suffix(, )
    0};

static const unsigned char file_15[] = {
#embed "../PythonClient/plateau_client/adapters/keras_training.py" suffix(, )
    0};

static const unsigned char file_16[] = {
#embed "../PythonClient/plateau_client/adapters/lightning.py" suffix(, )
    0};

static const unsigned char file_17[] = {
#embed "../PythonClient/plateau_client/adapters/lightning_links.py" suffix(, )
    0};

static const unsigned char file_18[] = {
#embed "../PythonClient/plateau_client/adapters/lightning_metrics.py" suffix(, )
    0};

static const unsigned char file_19[] = {
#embed "../PythonClient/plateau_client/adapters/lightning_training.py" suffix(, )
    0};

static const unsigned char file_20[] = {
#embed "../PythonClient/plateau_client/adapters/mmengine.py" suffix(, )
    0};

static const unsigned char file_21[] = {
#embed "../PythonClient/plateau_client/adapters/mmengine_attach.py" suffix(, )
    0};

static const unsigned char file_22[] = {
#embed "../PythonClient/plateau_client/adapters/mmengine_links.py" suffix(, )
    0};

static const unsigned char file_23[] = {
#embed "../PythonClient/plateau_client/adapters/torch_attach.py" suffix(, )
    0};

static const unsigned char file_24[] = {
#embed "../PythonClient/plateau_client/adapters/torch_count.py" suffix(, )
    0};

static const unsigned char file_25[] = {
#embed "../PythonClient/plateau_client/adapters/torch_loaders.py" suffix(, )
    0};

static const unsigned char file_26[] = {
#embed "../PythonClient/plateau_client/adapters/torch_loop.py" suffix(, )
    0};

static const unsigned char file_27[] = {
#embed "../PythonClient/plateau_client/adapters/torch_losses.py" suffix(, )
    0};

static const unsigned char file_28[] = {
#embed "../PythonClient/plateau_client/adapters/torch_rates.py" suffix(, )
    0};

static const unsigned char file_29[] = {
#embed "../PythonClient/plateau_client/adapters/torch_run.py" suffix(, )
    0};

static const unsigned char file_30[] = {
#embed "../PythonClient/plateau_client/adapters/torch_script.py" suffix(, )
    0};

static const unsigned char file_31[] = {
#embed "../PythonClient/plateau_client/adapters/transformers.py" suffix(, )
    0};

static const unsigned char file_32[] = {
#embed "../PythonClient/plateau_client/adapters/transformers_attach.py" suffix(, )
    0};

static const unsigned char file_33[] = {
#embed "../PythonClient/plateau_client/adapters/transformers_links.py" suffix(, )
    0};

static const unsigned char file_34[] = {
#embed "../PythonClient/plateau_client/adapters/ultralytics.py" suffix(, )
    0};

static const unsigned char file_35[] = {
#embed "../PythonClient/plateau_client/adapters/ultralytics_attach.py" suffix(, )
    0};

static const unsigned char file_36[] = {
#embed "../PythonClient/plateau_client/adapters/ultralytics_links.py" suffix(, )
    0};

static const unsigned char file_37[] = {
#embed "../PythonClient/plateau_client/attach.py" suffix(, )
    0};

static const unsigned char file_38[] = {
#embed "../PythonClient/plateau_client/before_change.py" suffix(, )
    0};

static const unsigned char file_39[] = {
#embed "../PythonClient/plateau_client/changes.py" suffix(, )
    0};

static const unsigned char file_40[] = {
#embed "../PythonClient/plateau_client/control.py" suffix(, )
    0};

static const unsigned char file_41[] = {
#embed "../PythonClient/plateau_client/device_sum.py" suffix(, )
    0};

static const unsigned char file_42[] = {
#embed "../PythonClient/plateau_client/ending.py" suffix(, )
    0};

static const unsigned char file_43[] = {
#embed "../PythonClient/plateau_client/entry_points.py" suffix(, )
    0};

static const unsigned char file_44[] = {
#embed "../PythonClient/plateau_client/epochs_since.py" suffix(, )
    0};

static const unsigned char file_45[] = {
#embed "../PythonClient/plateau_client/folder.py" suffix(, )
    0};

static const unsigned char file_46[] = {
#embed "../PythonClient/plateau_client/function_rate.py" suffix(, )
    0};

static const unsigned char file_47[] = {
#embed "../PythonClient/plateau_client/guard.py" suffix(, )
    0};

static const unsigned char file_48[] = {
#embed "../PythonClient/plateau_client/hook/sitecustomize.py" suffix(, )
    0};

static const unsigned char file_49[] = {
#embed "../PythonClient/plateau_client/identity.py" suffix(, )
    0};

static const unsigned char file_50[] = {
#embed "../PythonClient/plateau_client/intake.py" suffix(, )
    0};

static const unsigned char file_51[] = {
#embed "../PythonClient/plateau_client/journal.py" suffix(, )
    0};

static const unsigned char file_52[] = {
#embed "../PythonClient/plateau_client/loop_training.py" suffix(, )
    0};

static const unsigned char file_53[] = {
#embed "../PythonClient/plateau_client/loops.py" suffix(, )
    0};

static const unsigned char file_54[] = {
#embed "../PythonClient/plateau_client/machine.py" suffix(, )
    0};

static const unsigned char file_55[] = {
#embed "../PythonClient/plateau_client/means.py" suffix(, )
    0};

static const unsigned char file_56[] = {
#embed "../PythonClient/plateau_client/obeying.py" suffix(, )
    0};

static const unsigned char file_57[] = {
#embed "../PythonClient/plateau_client/pace.py" suffix(, )
    0};

static const unsigned char file_58[] = {
#embed "../PythonClient/plateau_client/parameters.py" suffix(, )
    0};

static const unsigned char file_59[] = {
#embed "../PythonClient/plateau_client/pause.py" suffix(, )
    0};

static const unsigned char file_60[] = {
#embed "../PythonClient/plateau_client/place.py" suffix(, )
    0};

static const unsigned char file_61[] = {
#embed "../PythonClient/plateau_client/process_group.py" suffix(, )
    0};

static const unsigned char file_62[] = {
#embed "../PythonClient/plateau_client/ranks.py" suffix(, )
    0};

static const unsigned char file_63[] = {
#embed "../PythonClient/plateau_client/rate_change.py" suffix(, )
    0};

static const unsigned char file_64[] = {
#embed "../PythonClient/plateau_client/rate_course.py" suffix(, )
    0};

static const unsigned char file_65[] = {
#embed "../PythonClient/plateau_client/requests.py" suffix(, )
    0};

static const unsigned char file_66[] = {
#embed "../PythonClient/plateau_client/resume.py" suffix(, )
    0};

static const unsigned char file_67[] = {
#embed "../PythonClient/plateau_client/run.py" suffix(, )
    0};

static const unsigned char file_68[] = {
#embed "../PythonClient/plateau_client/script.py" suffix(, )
    0};

static const unsigned char file_69[] = {
#embed "../PythonClient/plateau_client/state.py" suffix(, )
    0};

static const unsigned char file_70[] = {
#embed "../PythonClient/plateau_client/step_event.py" suffix(, )
    0};

static const unsigned char file_71[] = {
#embed "../PythonClient/plateau_client/stopping.py" suffix(, )
    0};

static const unsigned char file_72[] = {
#embed "../PythonClient/plateau_client/telling.py" suffix(, )
    0};

static const unsigned char file_73[] = {
#embed "../PythonClient/plateau_client/torch_carriers.py" suffix(, )
    0};

static const unsigned char file_74[] = {
#embed "../PythonClient/plateau_client/torch_links.py" suffix(, )
    0};

static const unsigned char file_75[] = {
#embed "../PythonClient/plateau_client/torch_optimizers.py" suffix(, )
    0};

static const unsigned char file_76[] = {
#embed "../PythonClient/plateau_client/torch_rate.py" suffix(, )
    0};

static const unsigned char file_77[] = {
#embed "../PythonClient/plateau_client/training.py" suffix(, )
    0};

static const unsigned char file_78[] = {
#embed "../PythonClient/plateau_client/values.py" suffix(, )
    0};

static const unsigned char file_79[] = {
#embed "../PythonClient/plateau_client/version.py" suffix(, )
    0};

static const unsigned char file_80[] = {
#embed "../PythonClient/plateau_client/writer.py" suffix(, )
    0};

static const unsigned char file_81[] = {
#embed "../PythonClient/pyproject.toml" suffix(, )
    0};

static const struct plateau_client_file files[] = {
    {"plateau_client/__init__.py", file_0, sizeof file_0 - 1},
    {"plateau_client/adapters/__init__.py", file_1, sizeof file_1 - 1},
    {"plateau_client/adapters/counting.py", file_2, sizeof file_2 - 1},
    {"plateau_client/adapters/framework.py", file_3, sizeof file_3 - 1},
    {"plateau_client/adapters/framework_facts.py", file_4, sizeof file_4 - 1},
    {"plateau_client/adapters/framework_training.py", file_5, sizeof file_5 - 1},
    {"plateau_client/adapters/keras.py", file_6, sizeof file_6 - 1},
    {"plateau_client/adapters/keras_attach.py", file_7, sizeof file_7 - 1},
    {"plateau_client/adapters/keras_bests.py", file_8, sizeof file_8 - 1},
    {"plateau_client/adapters/keras_classes.py", file_9, sizeof file_9 - 1},
    {"plateau_client/adapters/keras_evaluation.py", file_10, sizeof file_10 - 1},
    {"plateau_client/adapters/keras_fits.py", file_11, sizeof file_11 - 1},
    {"plateau_client/adapters/keras_links.py", file_12, sizeof file_12 - 1},
    {"plateau_client/adapters/keras_rate.py", file_13, sizeof file_13 - 1},
    {"plateau_client/adapters/keras_reason.py", file_14, sizeof file_14 - 1},
    {"plateau_client/adapters/keras_training.py", file_15, sizeof file_15 - 1},
    {"plateau_client/adapters/lightning.py", file_16, sizeof file_16 - 1},
    {"plateau_client/adapters/lightning_links.py", file_17, sizeof file_17 - 1},
    {"plateau_client/adapters/lightning_metrics.py", file_18, sizeof file_18 - 1},
    {"plateau_client/adapters/lightning_training.py", file_19, sizeof file_19 - 1},
    {"plateau_client/adapters/mmengine.py", file_20, sizeof file_20 - 1},
    {"plateau_client/adapters/mmengine_attach.py", file_21, sizeof file_21 - 1},
    {"plateau_client/adapters/mmengine_links.py", file_22, sizeof file_22 - 1},
    {"plateau_client/adapters/torch_attach.py", file_23, sizeof file_23 - 1},
    {"plateau_client/adapters/torch_count.py", file_24, sizeof file_24 - 1},
    {"plateau_client/adapters/torch_loaders.py", file_25, sizeof file_25 - 1},
    {"plateau_client/adapters/torch_loop.py", file_26, sizeof file_26 - 1},
    {"plateau_client/adapters/torch_losses.py", file_27, sizeof file_27 - 1},
    {"plateau_client/adapters/torch_rates.py", file_28, sizeof file_28 - 1},
    {"plateau_client/adapters/torch_run.py", file_29, sizeof file_29 - 1},
    {"plateau_client/adapters/torch_script.py", file_30, sizeof file_30 - 1},
    {"plateau_client/adapters/transformers.py", file_31, sizeof file_31 - 1},
    {"plateau_client/adapters/transformers_attach.py", file_32, sizeof file_32 - 1},
    {"plateau_client/adapters/transformers_links.py", file_33, sizeof file_33 - 1},
    {"plateau_client/adapters/ultralytics.py", file_34, sizeof file_34 - 1},
    {"plateau_client/adapters/ultralytics_attach.py", file_35, sizeof file_35 - 1},
    {"plateau_client/adapters/ultralytics_links.py", file_36, sizeof file_36 - 1},
    {"plateau_client/attach.py", file_37, sizeof file_37 - 1},
    {"plateau_client/before_change.py", file_38, sizeof file_38 - 1},
    {"plateau_client/changes.py", file_39, sizeof file_39 - 1},
    {"plateau_client/control.py", file_40, sizeof file_40 - 1},
    {"plateau_client/device_sum.py", file_41, sizeof file_41 - 1},
    {"plateau_client/ending.py", file_42, sizeof file_42 - 1},
    {"plateau_client/entry_points.py", file_43, sizeof file_43 - 1},
    {"plateau_client/epochs_since.py", file_44, sizeof file_44 - 1},
    {"plateau_client/folder.py", file_45, sizeof file_45 - 1},
    {"plateau_client/function_rate.py", file_46, sizeof file_46 - 1},
    {"plateau_client/guard.py", file_47, sizeof file_47 - 1},
    {"plateau_client/hook/sitecustomize.py", file_48, sizeof file_48 - 1},
    {"plateau_client/identity.py", file_49, sizeof file_49 - 1},
    {"plateau_client/intake.py", file_50, sizeof file_50 - 1},
    {"plateau_client/journal.py", file_51, sizeof file_51 - 1},
    {"plateau_client/loop_training.py", file_52, sizeof file_52 - 1},
    {"plateau_client/loops.py", file_53, sizeof file_53 - 1},
    {"plateau_client/machine.py", file_54, sizeof file_54 - 1},
    {"plateau_client/means.py", file_55, sizeof file_55 - 1},
    {"plateau_client/obeying.py", file_56, sizeof file_56 - 1},
    {"plateau_client/pace.py", file_57, sizeof file_57 - 1},
    {"plateau_client/parameters.py", file_58, sizeof file_58 - 1},
    {"plateau_client/pause.py", file_59, sizeof file_59 - 1},
    {"plateau_client/place.py", file_60, sizeof file_60 - 1},
    {"plateau_client/process_group.py", file_61, sizeof file_61 - 1},
    {"plateau_client/ranks.py", file_62, sizeof file_62 - 1},
    {"plateau_client/rate_change.py", file_63, sizeof file_63 - 1},
    {"plateau_client/rate_course.py", file_64, sizeof file_64 - 1},
    {"plateau_client/requests.py", file_65, sizeof file_65 - 1},
    {"plateau_client/resume.py", file_66, sizeof file_66 - 1},
    {"plateau_client/run.py", file_67, sizeof file_67 - 1},
    {"plateau_client/script.py", file_68, sizeof file_68 - 1},
    {"plateau_client/state.py", file_69, sizeof file_69 - 1},
    {"plateau_client/step_event.py", file_70, sizeof file_70 - 1},
    {"plateau_client/stopping.py", file_71, sizeof file_71 - 1},
    {"plateau_client/telling.py", file_72, sizeof file_72 - 1},
    {"plateau_client/torch_carriers.py", file_73, sizeof file_73 - 1},
    {"plateau_client/torch_links.py", file_74, sizeof file_74 - 1},
    {"plateau_client/torch_optimizers.py", file_75, sizeof file_75 - 1},
    {"plateau_client/torch_rate.py", file_76, sizeof file_76 - 1},
    {"plateau_client/training.py", file_77, sizeof file_77 - 1},
    {"plateau_client/values.py", file_78, sizeof file_78 - 1},
    {"plateau_client/version.py", file_79, sizeof file_79 - 1},
    {"plateau_client/writer.py", file_80, sizeof file_80 - 1},
    {"pyproject.toml", file_81, sizeof file_81 - 1},
};

size_t plateau_client_count(void) { return sizeof files / sizeof files[0]; }

struct plateau_client_file plateau_client_file_at(size_t index) { return files[index]; }
